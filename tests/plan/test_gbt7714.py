"""References in GB/T 7714—2025: the layouts that the standard shows, one a type and language."""
# ruff: noqa: E501 -- one line a reference reads best

from __future__ import annotations

from typing import Any

import pytest

from handbook.model.book import Reference
from handbook.plan.gbt7714 import CODES, format_reference


def names(*written: str) -> tuple[dict[str, str], ...]:
    """`Family, Given` as a person, anything else as an organisation."""
    return tuple(
        {"family": name.split(", ")[0], "given": name.split(", ")[1]} if ", " in name else {"literal": name}
        for name in written
    )


def reference(type: str, **fields: Any) -> Reference:
    return Reference.model_validate(
        {"id": "x", "type": type, **{k.replace("_", "-"): v for k, v in fields.items()}}
    )


GOLDEN = {
    "book, Chinese, translated": (
        reference(
            "book", title="银行业的未来与人工智能", author=names("博伯尔"), translator=names("徐, 超"), language="zh-CN",
            publisher_place="北京", publisher="清华大学出版社", issued="2023", page="35",
        ),
        "博伯尔. 银行业的未来与人工智能[M]. 徐超，译. 北京：清华大学出版社，2023：35.",
    ),
    "book, English, later edition": (
        reference(
            "book", title="Probability and random signals", author=names("Peebles, Peyton Z."), edition="4",
            publisher_place="New York", publisher="McGraw-Hill", issued="2001",
        ),
        "Peebles P Z. Probability and random signals[M]. 4th ed. New York：McGraw-Hill，2001.",
    ),
    "book, Chinese, later edition": (
        reference("book", title="大学计算机", author=names("战, 德臣", "张, 丽杰"), edition="3", language="zh-CN",
                  publisher_place="北京", publisher="高等教育出版社", issued="2019"),
        "战德臣，张丽杰. 大学计算机[M]. 3 版. 北京：高等教育出版社，2019.",
    ),
    "journal, Chinese, more than three authors": (
        reference(
            "article-journal", title="互联网药品可信交易环境", author=names("于, 潇", "刘, 义", "柴, 跃廷", "第, 四"),
            container_title="清华大学学报", issued="2012-11", volume="52", issue="11", page="1518-1523", language="zh-CN",
        ),
        "于潇，刘义，柴跃廷，等. 互联网药品可信交易环境[J]. 清华大学学报，2012，52（11）：1518-1523.",
    ),
    "journal, English, online": (
        reference(
            "article-journal", title="Mastering the game of Go", issued="2016", volume="529", issue="7587",
            author=names("Silver, David", "Huang, Aja", "Maddison, Chris J.", "Guez, Arthur"), page="484-489",
            container_title="Nature", DOI="10.1038/nature16961",
        ),
        "Silver D，Huang A，Maddison C J，et al. Mastering the game of Go[J/OL]. Nature，2016，529（7587）：484-489. "
        "DOI:10.1038/nature16961.",
    ),
    "name with a hyphen": (
        reference("article-journal", title="Metadata", author=names("Park, Jung-Ran"), container_title="CCQ",
                  issued="2010"),
        "Park J-R. Metadata[J]. CCQ，2010.",
    ),
    "preprint": (
        reference(
            "article", title="Scaling Laws for Neural Language Models", author=names("Kaplan, Jared", "McCandlish, Sam"),
            number="arXiv:2001.08361", issued="2020-01-23", accessed="2026-11-22",
            URL="https://arxiv.org/abs/2001.08361",
        ),
        "Kaplan J，McCandlish S. Scaling Laws for Neural Language Models[PP/OL]. arXiv（2020-01-23）[2026-11-22]. "
        "https://arxiv.org/abs/2001.08361.",
    ),
    "web page, Chinese": (
        reference("webpage", title="大模型价格调整公告", author=names("某公司"), issued="2025-02-17", language="zh-CN",
                  accessed="2026-11-22", URL="https://example.org/a"),
        "某公司. 大模型价格调整公告[EB/OL]. （2025-02-17）[2026-11-22]. https://example.org/a.",
    ),
    "web page without author or date": (
        reference("webpage", title="H100 Tensor Core GPU", accessed="2026-11-22", URL="https://example.org/h100"),
        "H100 Tensor Core GPU[EB/OL]. [2026-11-22]. https://example.org/h100.",
    ),
    "newspaper": (
        reference("article-newspaper", title="数字革命与竞争国际化", author=names("丁, 文详"), language="zh-CN",
                  container_title="中国青年报", issued="2000-11-20", issue="15"),
        "丁文详. 数字革命与竞争国际化[N]. 中国青年报，2000-11-20（15）.",
    ),
    "paper in proceedings": (
        reference(
            "paper-conference", title="Attention is all you need", author=names("Vaswani, Ashish", "Shazeer, Noam"),
            container_title="Advances in Neural Information Processing Systems 30", issued="2017", page="5998-6008",
        ),
        "Vaswani A，Shazeer N. Attention is all you need[C]//Advances in Neural Information Processing Systems 30，"
        "2017：5998-6008.",
    ),
    "chapter of an edited book": (
        reference(
            "chapter", title="1998年长江洪水的成因与减灾对策", author=names("程, 根伟"), editor=names("许, 厚泽", "赵, 其国"),
            container_title="长江流域洪涝灾害与科技对策", publisher_place="北京", publisher="科学出版社", issued="1999",
            page="32-36", language="zh-CN",
        ),
        "程根伟. 1998年长江洪水的成因与减灾对策[M]//许厚泽，赵其国. 长江流域洪涝灾害与科技对策. "
        "北京：科学出版社，1999：32-36.",
    ),
    "standard": (
        reference("standard", title="信息与文献 资源描述", number="GB/T 3792—2021", issued="2021", language="zh-CN",
                  author=names("国家标准化管理委员会")),
        "GB/T 3792—2021 信息与文献 资源描述[S]. 2021.",
    ),
    "law": (
        reference("legislation", title="中华人民共和国证券法", author=names("全国人民代表大会常务委员会"), language="zh-CN",
                  number="主席令第三十七号", issued="2019-12-28", URL="https://example.org/law"),
        "全国人民代表大会常务委员会. 中华人民共和国证券法：主席令第三十七号[Z/OL]. 2019-12-28. https://example.org/law.",
    ),
    "report": (
        reference("report", title="AI Index Report 2025", author=names("Stanford HAI"), publisher_place="Stanford",
                  publisher="Stanford University", issued="2025", URL="https://example.org/r"),
        "Stanford HAI. AI Index Report 2025[R/OL]. Stanford：Stanford University，2025. https://example.org/r.",
    ),
    "thesis": (
        reference("thesis", title="热解失重动力学研究", author=names("刘, 乃安"), publisher_place="合肥", issued="2000",
                  publisher="中国科学技术大学", page="17-18", language="zh-CN"),
        "刘乃安. 热解失重动力学研究[D]. 合肥：中国科学技术大学，2000：17-18.",
    ),
    "data set": (
        reference("dataset", title="景物分类数据集", author=names("周, 壮"), container_title="国家数据中心", language="zh-CN",
                  issued="2023-09-10", accessed="2026-11-22", URL="https://example.org/d"),
        "周壮. 景物分类数据集[DS/OL]. 国家数据中心（2023-09-10）[2026-11-22]. https://example.org/d.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", GOLDEN)
def test_a_reference_is_printed_as_the_standard_shows(name: str) -> None:
    made, expected = GOLDEN[name]
    assert format_reference(made) == expected


def test_a_book_in_english_takes_half_width_signs() -> None:
    made, _ = GOLDEN["book, English, later edition"]
    expected = "Peebles P Z. Probability and random signals[M]. 4th ed. New York: McGraw-Hill, 2001."
    assert format_reference(made, "en") == expected


def test_every_type_of_the_model_has_a_code() -> None:
    types = Reference.model_fields["type"].annotation
    assert set(CODES) == set(types.__args__)  # type: ignore[union-attr]
