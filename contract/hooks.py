"""What schemathesis cannot know by itself: how one signs in here, and what there is to be asked for.

HOIAM_URL is the server, HOIAM_USER and HOIAM_PASSWORD sign in; HOIAM_AS is `nobody` or `administrator`: whose requests are sent.
"""

import os
import zlib

import requests
import schemathesis

URL = os.environ["HOIAM_URL"]


def signed_in():
    """A session of the administrator, and its token against forged requests."""
    session = requests.Session()
    account = {"user": os.environ["HOIAM_USER"], "password": os.environ["HOIAM_PASSWORD"]}
    answer = session.post(f"{URL}/api/v1/session", json=account)
    answer.raise_for_status()
    return session, answer.json()["csrf"]


SESSION, CSRF = signed_in()


def codes(path, key):
    """The codes that a list gives."""
    answer = SESSION.get(f"{URL}{path}")
    answer.raise_for_status()
    return [row["code"] for row in answer.json()[key]][:5]


# Start of a path, one of its parameters, and what that may be besides what is made up.
KNOWN = [
    ("/api/v1/cases/{code}", "code", codes("/api/v1/cases", "cases")),
    ("/api/v1/cases/{code}/{action}", "action", ["note", "seal", "route", "answer"]),
    ("/api/v1/public/cases/{code}", "code", codes("/api/v1/public/cases", "cases")),
    ("/api/v1/petitions/{code}", "code", codes("/api/v1/petitions", "petitions")),
    ("/api/v1/desk/petitions/{code}", "code", codes("/api/v1/petitions", "petitions")),
    ("/api/v1/sites/{key}", "key", ["demo", "bo"]),
    ("/api/v1/admin/sites/{key}", "key", ["demo", "bo"]),
    ("/api/v1/admin/agencies/{code}", "code", ["so-xay-dung-92", "so-xay-dung-48"]),
    ("/api/v1/admin/areas/{code}", "code", ["01", "04"]),
    ("/api/v1/admin/categories/{code}", "code", ["moi-truong", "rac-thai"]),
    ("/api/v1/admin/calendars/{code}", "code", ["viet-nam"]),
    ("/api/v1/admin/policies/{code}", "code", ["duong-day-nong-rac-thai"]),
    ("/api/v1/admin/petition-rules/{agency}", "agency", ["chinh-phu", "ubnd-79"]),
    ("/api/v1/admin/letters/{topic}/{written}", "topic", ["receipt"]),
    ("/api/v1/admin/letters/{topic}/{written}", "written", ["vi", "en"]),
]


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    """Three of four made up values give way to one that exists; which is said by the value, so that a run can be repeated."""
    for start, name, known in KNOWN:
        value = (path_parameters or {}).get(name)
        if isinstance(value, str) and known and context.operation.path.startswith(start):
            chance = zlib.crc32(value.encode("utf-8", "replace"))
            if chance % 4:
                path_parameters[name] = known[chance % len(known)]
    return path_parameters


# The same for what a body says of things that exist.
FIELDS = {"agency": "ubnd-79", "area": "01", "site": "demo", "category": "moi-truong", "into": "ubnd-79"}


@schemathesis.hook
def map_body(context, body):
    """What a body names as text exists."""
    if isinstance(body, dict):
        body.update({name: value for name, value in FIELDS.items() if isinstance(body.get(name), str)})
    return body


if os.environ["HOIAM_AS"] == "administrator":

    @schemathesis.auth(refresh_interval=None)
    class Administrator:
        """Shows the session with every request."""

        def get(self, case, context):
            return SESSION.cookies["hoiam_session"], CSRF

        def set(self, case, data, context):
            token, csrf = data
            case.cookies = {**(case.cookies or {}), "hoiam_session": token}
            case.headers["X-CSRF-Token"] = csrf

    @schemathesis.check
    def still_signed_in(ctx, response, case):
        """A session that was lost would make the rest of the run worth nothing."""
        if response.status_code == 401 and not case.path.startswith("/api/v1/session"):
            raise AssertionError("the session of the administrator has ended")
