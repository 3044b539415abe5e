-- Each row is rewritten every interval. With room for its next version in the same page the indexes stay as they are; rows that are
-- there already move when they are next written.
ALTER TABLE "check_latest" SET (fillfactor = 50);
