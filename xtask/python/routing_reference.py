"""What the learned suggestion is measured against: scikit-learn's TfidfVectorizer and LinearSVC on the same folds.

Trained on the text as it is and asked about it as it is ("accented") and without accents ("unaccented"); trained and
asked without accents ("unaccented_both"). Two settings: "default" is TfidfVectorizer() as it comes, "tuned" has words
and pairs of words and sublinear term frequency. Prints one JSON object.
"""

import argparse
import json
import resource
import time
import unicodedata

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import accuracy_score, f1_score
from sklearn.svm import LinearSVC

SETTINGS = {"default": {}, "tuned": {"ngram_range": (1, 2), "sublinear_tf": True}}


def read(path):
    with open(path, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    return [(row["text"], str(row["label"])) for row in rows]


def unaccented(text):
    plain = text.replace("đ", "d").replace("Đ", "D")
    return "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))


def parts(options):
    if options.data:
        rows = read(options.data)
        for fold in range(options.folds):
            known = [row for n, row in enumerate(rows) if n % options.folds != fold]
            held = [row for n, row in enumerate(rows) if n % options.folds == fold]
            yield known, held
    else:
        yield read(options.train), read(options.test)


def figures(right, said):
    return {
        "accuracy": accuracy_score(right, said),
        "macro_f1": f1_score(right, said, average="macro", zero_division=0),
    }


def measure(folds, setting):
    right, said = [], {"accented": [], "unaccented": [], "unaccented_both": []}
    train_seconds = predict_seconds = 0.0
    for known, held in folds:
        texts, labels = [text for text, _ in known], [label for _, label in known]
        asked = [text for text, _ in held]
        right += [label for _, label in held]

        started = time.perf_counter()
        vectorizer = TfidfVectorizer(**setting)
        model = LinearSVC().fit(vectorizer.fit_transform(texts), labels)
        train_seconds += time.perf_counter() - started

        started = time.perf_counter()
        said["accented"] += list(model.predict(vectorizer.transform(asked)))
        predict_seconds += time.perf_counter() - started
        said["unaccented"] += list(model.predict(vectorizer.transform([unaccented(text) for text in asked])))

        vectorizer = TfidfVectorizer(**setting)
        model = LinearSVC().fit(vectorizer.fit_transform([unaccented(text) for text in texts]), labels)
        said["unaccented_both"] += list(model.predict(vectorizer.transform([unaccented(text) for text in asked])))
    out = {name: figures(right, labels) for name, labels in said.items()}
    out["train_seconds"] = train_seconds
    out["predictions_per_second"] = len(right) / predict_seconds if predict_seconds else 0.0
    return out


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--train")
    parser.add_argument("--test")
    parser.add_argument("--data")
    parser.add_argument("--folds", type=int, default=5)
    options = parser.parse_args()
    folds = list(parts(options))
    out = {name: measure(folds, setting) for name, setting in SETTINGS.items()}
    out["memory_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps(out))


main()
