"""Fills the forum with invented topics, or adds posts to some, and writes down what is true.

    python seed.py fill SEED TOPICS | grow SEED TOPICS

truth.json: {"numbers": [E.164], "posts": N, "themes": {name: posts}}. The numbers have prefixes that no operator has.
"""

import json
import os
import random
import sys
from pathlib import Path

import django

django.setup()

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from machina.core.db.models import get_model
from machina.core.loading import get_class

Forum = get_model("forum", "Forum")
Topic = get_model("forum_conversation", "Topic")
Post = get_model("forum_conversation", "Post")
assign_perm = get_class("forum_permission.shortcuts", "assign_perm")

WORDS = "zero uno due tre quattro cinque sei sette otto nove".split()
PREFIXES = ["384", "385", "386", "387", "394", "395", "396", "398", "399", "356", "357", "358", "359"]
TOWNS = ["Modena", "Bologna", "Parma", "Rimini", "Ferrara", "Piacenza", "Ravenna", "Cesena", "Carpi", "Imola"]
# Sentences that speak of a theme, and of none.
THEMES = {
    "salute": ["Sai dove si può fare un test gratuito?", "In consultorio sono stati gentili.", "Chiedo di un medico che non giudica."],
    "violenza": ["Attenzione, ieri un cliente violento da quelle parti.", "Ha subito minacce e ora ha paura."],
}
PLAIN = [
    "Qualcuno la conosce?",
    "Ci sono stato martedì, tutto come descritto.",
    "Prezzo 80, mezz'ora, parcheggio comodo.",
    "Il 12/11/2026 alle 18.30 non rispondeva.",
    "Confermo quanto scritto sopra.",
    "Grazie a tutti per le informazioni, [quote]ottimo[/quote]",
]


def written(dice, digits):
    return dice.choice([
        digits,
        f"{digits[:3]} {digits[3:6]} {digits[6:]}",
        f"+39 {digits[:3]} {digits[3:]}",
        f"{digits[:3]}/{digits[3:]}",
        " ".join(WORDS[int(digit)] for digit in digits),
        f"{digits[:3]}*{digits[3:5]}*{digits[5:7]}*{digits[7:]}",
        "".join(f"{digit}\ufe0f\u20e3" for digit in digits),
    ])


def post(dice, truth, topic, poster, subject):
    parts = [dice.choice(PLAIN)]
    if dice.random() < 0.35:
        digits = dice.choice(truth["pool"]) if dice.random() < 0.3 and truth["pool"] else dice.choice(PREFIXES) + f"{dice.randrange(10**7):07}"
        truth["pool"].append(digits)
        truth["numbers"] = sorted({*truth["numbers"], f"+39{digits}"})
        parts.append(f"Zona {dice.choice(TOWNS)}, il numero è {written(dice, digits)}.")
    if dice.random() < 0.2:
        theme = dice.choice(sorted(THEMES))
        parts.append(dice.choice(THEMES[theme]))
        truth["themes"][theme] = truth["themes"].get(theme, 0) + 1
    dice.shuffle(parts)
    truth["posts"] += 1
    return Post.objects.create(topic=topic, poster=poster, subject=subject, content=" ".join(parts), approved=True)


def fill(dice, truth, topics):
    users = [get_user_model().objects.create(username=f"utente{index:02}") for index in range(40)]
    boards = [Forum.objects.create(name=name, type=Forum.FORUM_POST) for name in ("Emilia", "Romagna")]
    for board in boards:
        for codename in ("can_see_forum", "can_read_forum"):
            assign_perm(codename, AnonymousUser(), board)
    for index in range(topics):
        subject = f"{dice.choice(['Informazioni su', 'Novità a', 'Chi conosce'])} {dice.choice(TOWNS)} ({index})"
        poster = dice.choice(users)
        topic = Topic.objects.create(forum=dice.choice(boards), poster=poster, subject=subject, type=Topic.TOPIC_POST, status=Topic.TOPIC_UNLOCKED, approved=True)
        # Some have several pages of fifteen posts.
        for _ in range(dice.choice([1, 2, 3, 5, 8, 20, 47])):
            post(dice, truth, topic, dice.choice(users), subject)


def grow(dice, truth, topics):
    users = list(get_user_model().objects.all())
    for topic in dice.sample(list(Topic.objects.order_by("pk")), topics):
        post(dice, truth, topic, dice.choice(users), topic.subject)


def main():
    what, seed, topics = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    place = Path(os.environ["SITE_DIR"]) / "truth.json"
    truth = json.loads(place.read_text()) if place.exists() else {"numbers": [], "posts": 0, "themes": {}, "pool": []}
    {"fill": fill, "grow": grow}[what](random.Random(f"{what}{seed}"), truth, topics)
    place.write_text(json.dumps(truth))


main()
