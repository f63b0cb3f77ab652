"""Stories in scripts that the learned judge was never shown: kept whole, with a word to the editor."""

from __future__ import annotations

import pytest

from racenews.intake.read import dump_from_text
from racenews.pipeline import article_from_dump
from racenews.resources import Resources
from racenews.types import Article

STORIES = {
    "Japanese": (
        "アダ・ホルムは火曜日、雨の中で行われたノルウェー一周レースの第二ステージを制した。",
        "彼女は最後の直線で二人の選手を抜き去り、総合首位に立った。",
        "第三ステージは海へ向かう二つの峠を越える予定である。",
    ),
    "Chinese": (
        "阿达·霍尔姆周二在雨中赢得了比赛第二赛段的胜利，她现在领先总成绩。",
        "第三赛段将带领车手翻越两座山口前往海边，风可能会再次分裂车群。",
    ),
    "Thai": (
        "อาดา โฮล์ม ชนะการแข่งขันสเตจที่สองในวันอังคารหลังจากสปรินต์ยาวท่ามกลางสายฝน",
        "เธอเป็นผู้นำการแข่งขันในขณะนี้และจะแข่งต่อในวันพรุ่งนี้",
    ),
    "Russian": (
        "Ада Хольм выиграла второй этап гонки во вторник после долгого спринта под дождём.",
        "Третий этап ведёт гонщиков через два подъёма к морю, и ветер может разделить группу.",
    ),
    "Greek": (
        "Η Άντα Χολμ κέρδισε τη δεύτερη ετάπ του γύρου την Τρίτη μετά από ένα μεγάλο σπριντ.",
        "Η τρίτη ετάπ οδηγεί τους αναβάτες στη θάλασσα και ο άνεμος μπορεί να χωρίσει την ομάδα.",
    ),
    "Arabic": (
        "فازت آدا هولم بالمرحلة الثانية من السباق يوم الثلاثاء بعد سباق طويل تحت المطر.",
        "تقود الآن الترتيب العام للسباق وستواصل غدا مع بقية الفريق في الجبال.",
    ),
    "Korean": (
        "아다 홀름이 화요일 빗속에서 열린 경주의 두 번째 구간에서 우승했다.",
        "그녀는 마지막 직선에서 두 명의 선수를 제치고 종합 선두에 올랐다.",
    ),
}


@pytest.mark.parametrize("kind", ["text", "page"])
@pytest.mark.parametrize("language", STORIES)
def test_a_story_in_another_script_is_kept_whole(language: str, kind: str, resources: Resources) -> None:
    told = STORIES[language]
    source = "\n\n".join(told)
    if kind == "page":
        body = "".join(f"<p>{paragraph}</p>" for paragraph in told)
        source = f"<html><body><article><h1>Holm 2</h1>{body}</article></body></html>"
    article = article_from_dump(dump_from_text(source, "a.txt", is_html=kind == "page"), resources)
    assert isinstance(article, Article), article
    kept = [p.text for p in article.paragraphs]
    assert kept == list(told)
    assert any("script" in warning for warning in article.warnings)


def test_the_menu_of_a_page_around_it_still_goes(resources: Resources) -> None:
    source = "\n\n".join((*STORIES["Japanese"], "Sign up for our newsletter and never miss a story again."))
    article = article_from_dump(dump_from_text(source, "a.txt"), resources)
    assert isinstance(article, Article)
    assert [p.text for p in article.paragraphs] == list(STORIES["Japanese"])


def test_a_latin_story_that_quotes_another_script_is_judged_as_ever(resources: Resources) -> None:
    story = "Ada Holm won the race on Tuesday after a long sprint in the rain. The crowd sang 彼女は勝った for her."
    article = article_from_dump(dump_from_text(f"{story}\n\n{story[:66]}\n", "a.txt"), resources)
    assert isinstance(article, Article)
    assert not article.warnings


def test_a_first_line_without_a_full_stop_is_the_headline(resources: Resources) -> None:
    title, told = "アダ・ホルムが第二ステージで優勝", STORIES["Japanese"]
    article = article_from_dump(dump_from_text("\n\n".join((title, *told)), "a.txt"), resources)
    assert isinstance(article, Article)
    assert (article.title, article.title_source) == (title, "dump")
    assert [p.text for p in article.paragraphs] == list(told)
