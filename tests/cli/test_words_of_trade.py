"""What a print shop, the owner of a shop and a social media manager would type: found, or answered with a next step."""

from __future__ import annotations

import pytest
from command import ask

from resadvise.facts.load import shipped_facts
from resadvise.names import readings

# word: the target that it means
FOUND = {
    # a print shop
    "flyer": "flyer", "Flyer A5": "flyer", "leaflet": "flyer", "brochure": "brochure", "tri-fold": "brochure",
    "menu": "a4", "letterhead": "letterhead", "briefpapier": "letterhead", "envelope": "envelope",
    "enveloppe": "envelope", "din-lang": "flyer-dl", "business_card_eu": "business-card-eu",
    "visitenkarte": "business-card-eu", "carte de visite": "business-card-eu", "postkarte": "postcard-a6",
    "roll-up": "roll-up", "rollup": "roll-up", "pull-up-banner": "roll-up", "pvc-banner": "pvc-banner",
    "canvas-60x90": "canvas-60x90", "leinwand": "canvas-60x40", "sticker": "sticker", "aufkleber": "sticker",
    "calendar": "calendar", "kalender": "calendar", "bookmark": "bookmark", "door-hanger": "door-hanger",
    "citylight": "city-light-poster", "grossflaeche": "grossflaeche", "96-sheet": "billboard-96-sheet",
    "yard-sign": "yard-sign", "spine": "kdp-full-cover", "cd-cover": "cd-cover", "lp-cover": "vinyl-sleeve",
    # the owner of a shop
    "dtg": "tshirt", "hoodie": "tshirt", "tote": "tote-bag", "mug": "mug", "mouse-pad": "mouse-pad",
    "etsy": "etsy-listing", "shopify": "shopify-product", "google-shopping": "google-merchant",
    "gift-card": "id-card", "favicon": "favicon", "newsletter": "email-header", "og": "og-image",
    # a social media manager
    "podcast": "podcast-cover", "podcast-cover": "podcast-cover", "twitch-banner": "twitch-banner",
    "whatsapp": "whatsapp-sticker", "whatsapp-sticker": "whatsapp-sticker", "pinterest": "pinterest-pin",
    "insta-story": "instagram-story", "instagram-reel": "instagram-story", "carousel": "meta-carousel-ad",
    "shorts": "shorts-thumbnail", "channel-art": "youtube-banner", "tweet": "x-post", "teams": "teams-background",
    "snap-ad": "snapchat-ad", "threads": "threads-post", "substack": "substack-cover",
}  # fmt: skip

# word: targets that must be among those asked back
SEVERAL = {
    "50x70": ["canvas-50x70", "poster-50x70"],
    "banner": ["pvc-banner", "roll-up", "vinyl-banner-4x8", "youtube-banner"],
    "vinyl": ["pvc-banner", "vinyl-banner-3x6", "vinyl-sleeve"],
    "spotify": ["podcast-cover", "spotify-canvas", "spotify-header"],
    "poster": ["movie-poster", "poster-24x36", "poster-50x70", "a2"],
    "canvas": ["canvas-60x40", "spotify-canvas"],
    "business card": ["business-card-eu", "business-card-us"],
    "instagram": ["instagram-portrait", "instagram-story"],
    "facebook": ["facebook-cover", "facebook-story"],
    "twitter": ["x-header", "x-post"],
    "twitch": ["twitch-banner", "twitch-emote"],
    "steam": ["steam-header", "steam-library-hero"],
    "amazon": ["amazon-product", "merch-amazon"],
    "story": ["facebook-story", "instagram-story", "meta-story-ad"],
    "thumbnail": ["shorts-thumbnail", "youtube-thumbnail"],
    "wallpaper": ["iphone-17", "uhd"],
    "dl": ["envelope", "flyer-dl"],
    "4k": ["dci-4k", "slide-4k", "uhd"],
    "ipad": ["ipad-gen11", "ipad-pro-11"],
    "passport": ["passport-photo", "passport-photo-us"],
}

# a slip, or a word that nobody knows: what the one line of the error must hold
NEXT_STEP = {
    "flyr": ["did you mean flyer?", "--size 148x210mm", "--pixels 1080x1350"],
    "letterhed": ["did you mean letterhead?", "--size 148x210mm"],
    "posters": ["did you mean poster?"],
    "youtube-thumbnial": ["did you mean youtube-thumbnail"],
    "zoom": ["did you mean zoom-background?"],
    "beach-flag": ["did you mean flag", "--size 148x210mm or --pixels 1080x1350"],
    "wedding-sign": ["--size 148x210mm or --pixels 1080x1350"],
    "phone-case": ["--size 148x210mm or --pixels 1080x1350"],
    "xyzzy": ["`resadvise deliverables` lists them; or give a size: --size 148x210mm or --pixels 1080x1350"],
    "148x210mm": ["did you mean --size 148x210mm?"],
    "1080x1350": ["did you mean --pixels 1080x1350?"],
}


@pytest.mark.parametrize("word", FOUND)
def test_a_word_is_found(word: str) -> None:
    result = ask("recommend", "--for", word, "--get", "reasons")
    assert result.code in (0, 1), result.err
    target = shipped_facts().deliverables[FOUND[word]]
    assert target.title in result.out


@pytest.mark.parametrize("word", SEVERAL)
def test_a_word_with_several_readings_is_asked_back(word: str) -> None:
    result = ask("recommend", "--for", word)
    assert (result.code, result.out) == (2, "")
    listed = result.err.partition("pick one of ")[2].replace(")", ",").replace(" ", "").split(",")
    assert set(SEVERAL[word]) <= set(listed)
    count = len(readings(word, shipped_facts().deliverables))
    assert f"--for: {word!r} matches {count} deliverables" in result.err
    assert len(result.err.splitlines()) == 1


@pytest.mark.parametrize("word", NEXT_STEP)
def test_an_unknown_word_ends_with_a_next_step(word: str) -> None:
    result = ask("recommend", "--for", word)
    assert result.code == 2
    assert len(result.err.splitlines()) == 1
    for piece in NEXT_STEP[word]:
        assert piece in result.err


@pytest.mark.parametrize(("word", "silly"), [("flier", "layer"), ("letterheds", "letter?"), ("hoodies", "goods")])
def test_no_silly_likeness_is_offered(word: str, silly: str) -> None:
    assert silly not in ask("recommend", "--for", word).err


def test_a_long_list_of_readings_is_cut_and_says_how_to_see_the_rest() -> None:
    result = ask("recommend", "--for", "ad")
    count = len(readings("ad", shipped_facts().deliverables))
    assert count > 20
    assert f"and {count - 20} more: `resadvise deliverables ad`" in result.err
    assert result.err.count("ad-") >= 12


def test_keys_are_named_before_aliases() -> None:
    found = readings("banner", shipped_facts().deliverables)
    with_key = [key for key in found if "banner" in key.split("-")]
    assert found[: len(with_key)] == with_key
    assert "roll-up" in found[len(with_key) :]
