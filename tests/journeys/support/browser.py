"""A browser as far as signing in goes: cookies, redirects, and forms that are filled in and sent."""

import html.parser
import http.cookiejar
import urllib.parse
import urllib.request


class _Forms(html.parser.HTMLParser):
    """The forms of a page: address, method and fields of each; of buttons with a name those in `pressed`."""

    def __init__(self, pressed):
        super().__init__()
        self.forms = []
        self.pressed = pressed

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "form":
            self.forms.append((values.get("action", ""), values.get("method", "get").lower(), {}))
        elif tag in ("input", "button") and self.forms and values.get("name"):
            is_button = tag == "button" or values.get("type") == "submit"
            if not is_button or values["name"] in self.pressed:
                self.forms[-1][2].setdefault(values["name"], values.get("value") or "")


class Browser:
    """`fields` is what a person would type or press: by the name of the form's field or button. Never through a
    proxy."""

    def __init__(self, **fields):
        self.fields = fields
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()),
                                                 urllib.request.ProxyHandler({}))
        self.visited = []

    def open(self, url, data=None):
        """One page, whatever its status; its address and text."""
        try:
            with self._open.open(urllib.request.Request(url, data), timeout=30) as answer:
                page = answer.read().decode("utf-8", "replace")
                address = answer.geturl()
        except urllib.error.HTTPError as error:
            page, address = error.read().decode("utf-8", "replace"), error.geturl()
        self.visited.append(address)
        return address, page

    def go(self, url, most=12):
        """Opens a page and sends its first form, filled in, until a page has none; its address and text."""
        address, page = self.open(url)
        for _ in range(most):
            forms = _Forms(self.fields)
            forms.feed(page)
            if not forms.forms:
                return address, page
            action, method, fields = forms.forms[0]
            fields.update({name: text for name, text in self.fields.items() if name in fields})
            target, form = urllib.parse.urljoin(address, action), urllib.parse.urlencode(fields)
            if method == "post":
                address, page = self.open(target, form.encode())
            else:
                address, page = self.open(target + "?" + form)
        raise AssertionError(f"one form after the other, the last at {address}:\n{page[:2000]}")
