"""The same crawl in Scrapy, written as its documentation would have it: one spider, one pipeline into SQLite.

It takes the same fields from the same pages: numbers (plain writings, validated by Google's library), place,
declared gender, declared origin, age, venue. Obscured numbers are left to it to miss.
"""

import re
import sqlite3

import phonenumbers
import scrapy

PLAIN = re.compile(r"(?:\+39[ ./-]?)?3\d{2}[ ./-]?\d{3}[ ./-]?\d{4}")
GENDER = {"trans": "T", "ragazza": "F", "signora": "F", "donna": "F", "ragazzo": "M", "coppia": "couple"}
ORIGIN = {"brasiliana": "BR", "italiana": "IT", "rumena": "RO", "colombiana": "CO", "spagnola": "ES"}
VENUE = {"hotel": "hotel", "massaggi": "massage", "appartamento": "flat", "domicilio": "flat"}
AGE = re.compile(r"\b(\d{2}) anni\b")
WORD = re.compile(r"\w+")


class Ad(scrapy.Item):
    url = scrapy.Field()
    numbers = scrapy.Field()
    place = scrapy.Field()
    gender = scrapy.Field()
    origin = scrapy.Field()
    age = scrapy.Field()
    venue = scrapy.Field()


class Ads(scrapy.Spider):
    name = "ads"

    def __init__(self, start=None, database=None, **rest):
        super().__init__(**rest)
        self.start_urls = [start]
        self.database = database

    def parse(self, response):
        for link in response.css("div.voce a.titolo::attr(href)"):
            yield response.follow(link.get(), self.parse_ad)
        following = response.css("a[rel=next]::attr(href)").get()
        if following:
            yield response.follow(following, self.parse)

    def parse_ad(self, response):
        text = " ".join(response.css("article.annuncio ::text").getall())
        words = WORD.findall(text.lower())
        first = lambda table: next((table[word] for word in words if word in table), None)
        age = AGE.search(text)
        numbers = set()
        for found in PLAIN.findall(text):
            try:
                number = phonenumbers.parse(found, "IT")
            except phonenumbers.NumberParseException:
                continue
            if phonenumbers.is_possible_number(number):
                numbers.add(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
        yield Ad(
            url=response.url, numbers=sorted(numbers), place=response.css(".luogo::text").get(),
            gender=first(GENDER), origin=first(ORIGIN), age=int(age[1]) if age else None, venue=first(VENUE),
        )


class Keep:
    """Into SQLite, a commit every 100 ads."""

    @classmethod
    def from_crawler(cls, crawler):
        keep = cls()
        keep.crawler = crawler
        return keep

    def open_spider(self):
        self.database = sqlite3.connect(self.crawler.spider.database)
        self.database.executescript(
            "pragma journal_mode = wal; pragma synchronous = normal;"
            "create table ad (url text primary key, place text, gender text, origin text, age int, venue text);"
            "create table number (e164 text primary key, first_url text);"
        )
        self.kept = 0

    def process_item(self, ad):
        self.database.execute(
            "insert or ignore into ad values (?, ?, ?, ?, ?, ?)",
            (ad["url"], ad["place"], ad["gender"], ad["origin"], ad["age"], ad["venue"]),
        )
        self.database.executemany(
            "insert or ignore into number values (?, ?)", [(number, ad["url"]) for number in ad["numbers"]]
        )
        self.kept += 1
        if self.kept % 100 == 0:
            self.database.commit()
        return ad

    def close_spider(self):
        self.database.commit()
        self.database.close()


Ads.custom_settings = {
    "ROBOTSTXT_OBEY": True,
    "AUTOTHROTTLE_ENABLED": False,
    "DOWNLOAD_DELAY": 0,
    "CONCURRENT_REQUESTS": 16,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
    "COOKIES_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "LOG_LEVEL": "WARNING",
    "ITEM_PIPELINES": {Keep: 300},
}
