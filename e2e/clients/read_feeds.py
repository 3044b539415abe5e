"""Reads feeds with feedparser, each twice, and prints what it made of them as JSON: a list, in the order of the arguments."""

import json
import sys

import feedparser


def read(url):
    feed = feedparser.parse(url)
    again = feedparser.parse(url, etag=feed.get("etag"), modified=feed.get("modified"))
    return {
        "url": url,
        "status": feed.get("status"),
        "again": again.get("status"),
        "complaint": str(feed.get("bozo_exception", "")) if feed.bozo else None,
        "version": feed.version,
        "language": feed.feed.get("language"),
        "entries": [
            {
                "id": entry.get("id"),
                "title": entry.get("title"),
                "link": entry.get("link"),
                "html": (entry.get("content") or [{"value": entry.get("summary", "")}])[0]["value"],
                "dated": entry.get("published_parsed") is not None,
            }
            for entry in feed.entries
        ],
    }


print(json.dumps([read(url) for url in sys.argv[1:]]))
