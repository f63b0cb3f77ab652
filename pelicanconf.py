"""Settings of the newspaper, and nothing else: what is done with them is in plugins/."""

# --- the paper ---------------------------------------------------------------------------------------
SITENAME = "Flamme Rouge"
SITESUBTITLE = "Race news, kept clean"
SITE_DESCRIPTION = "Race news, kept clean: riders, teams and races of professional cycling."
DESK_BYLINE = "Race Desk"  # signs the stories that name no author
SITEURL = "http://localhost:8000"  # stands in feeds, sitemap and canonical links; pages link from the root
DEFAULT_LANG = "en"
TIMEZONE = "UTC"
STORIES_PER_PAGE = 100  # headlines on each page behind the front page
SOCIAL_CARDS = 300  # so many of the newest stories get a picture of their own where they are shared, 16 kB each
MAX_DUMP_MB = 8  # larger files are set aside
SEARCH_FULL_TEXT_STORIES = 2_000  # the text of the newest is searched, of older ones headline, summary and names
DUPLICATES = "report"  # stories that say nearly the same are told of; "fold" prints the first of them alone
# Beside each story a page with the whole dump, each cut struck through. The right to show what others wrote is yours
# to have: off until you say so.
RECEIPTS = False

# --- where things are --------------------------------------------------------------------------------
PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
PLUGIN_PATHS = ["plugins"]
PLUGINS = ["dump_reader", "topic_pages", "news_metadata", "site_checks"]

# --- what Pelican itself does --------------------------------------------------------------------------
# Stories come from the newsroom (plugins/dump_reader.py), so Pelican looks for none and reads only Markdown.
ARTICLE_PATHS: list[str] = []
READERS = {"txt": None, "html": None, "htm": None, "rst": None}
PAGE_PATHS = ["pages"]
SLUGIFY_SOURCE = "basename"  # about.md stands at /about/, whatever its title
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
DRAFT_PAGE_SAVE_AS = ""
STATIC_PATHS = ["images"]
FILENAME_METADATA = ""
DELETE_OUTPUT_DIRECTORY = False  # every edition is printed into a folder of its own
CACHE_CONTENT = False
LOAD_CONTENT_CACHE = False
LOCALE = ["C.UTF-8", "C"]  # the same bytes on every machine
# The newsroom holds stories back by the day of the edition; Pelican would ask the clock a second time.
WITH_FUTURE_DATES = True

# Lists, archives and feeds are planned by the newsroom (publish/pages.py, publish/feeds.py).
DIRECT_TEMPLATES: list[str] = []
PAGINATED_TEMPLATES: dict[str, int | None] = {}
CATEGORY_SAVE_AS = TAG_SAVE_AS = AUTHOR_SAVE_AS = DRAFT_SAVE_AS = ""
YEAR_ARCHIVE_SAVE_AS = MONTH_ARCHIVE_SAVE_AS = DAY_ARCHIVE_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None

# What a dump brings in is text: templates escape it, and name the few places that hold markup.
JINJA_ENVIRONMENT = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True, "extensions": []}
MARKDOWN = {
    "extension_configs": {"markdown.extensions.tables": {}, "markdown.extensions.meta": {}},
    "output_format": "html",
}
