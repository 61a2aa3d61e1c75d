"""browser: look at pages in a headless Chromium, through chromedriver (WebDriver).

browser.py check FILE...            fail if a page logs an error, requests anything but
                                    itself, or has text that leaves its box
browser.py shot FILE PNG [WIDTH [light|dark [HEIGHT]]]   HEIGHT: only the upper part
browser.py print FILE PDF
"""
import base64
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request

WIDTHS = (1280, 390)

# Text of a drawing must lie in the drawing, a box's text in the box, and all other text in
# the window, unless a parent scrolls. All widths are those of the rendered page.
MEASURE = """
const bad = [];
const slack = 1;
const report = (what, e) => bad.push(what + ': ' + e.textContent.slice(0, 60));
if (document.documentElement.scrollWidth > innerWidth + slack) bad.push('the page scrolls sideways');
for (const text of document.querySelectorAll('svg text')) {
  const own = text.getBoundingClientRect(), svg = text.ownerSVGElement.getBoundingClientRect();
  if (own.left < svg.left - slack || own.right > svg.right + slack ||
      own.top < svg.top - slack || own.bottom > svg.bottom + slack) report('outside its drawing', text);
}
for (const frame of document.querySelectorAll('.frame')) {
  const text = frame.querySelector('text'), box = frame.querySelector('rect').getBoundingClientRect();
  if (text && text.getBoundingClientRect().right > box.right + slack) report('outside its frame', text);
}
for (const drawing of document.querySelectorAll('#ladder svg')) {
  const rows = [...drawing.querySelectorAll('.mark')];
  for (const row of rows) {
    const parts = [...row.querySelectorAll('text:not(.label)')].map(t => t.getBoundingClientRect());
    for (let i = 1; i < parts.length; i++)
      if (parts[i - 1].right > parts[i].left + slack) report('over its neighbour', row);
  }
  const heads = [...drawing.querySelectorAll('.lane text')].map(t => t.getBoundingClientRect());
  for (let i = 0; i < heads.length; i++)
    for (let j = i + 1; j < heads.length; j++)
      if (heads[i].left + slack < heads[j].right && heads[j].left + slack < heads[i].right &&
          heads[i].top + 3 < heads[j].bottom && heads[j].top + 3 < heads[i].bottom)
        bad.push('names of lanes overlap: ' + i + ' and ' + j);
}
for (const e of document.querySelectorAll('h1,h2,h3,p,td,th,dd,dt,pre,code,span,small')) {
  if (e.closest('.scroll')) continue;
  const own = e.getBoundingClientRect();
  if (own.right > innerWidth + slack || own.left < -slack) report('outside the window', e);
}
return bad;
"""


class Browser:
    def __init__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.driver = subprocess.Popen(
            ["chromedriver", f"--port={self.port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        arguments = ["--headless=new", "--disable-gpu", "--hide-scrollbars", "--disable-dev-shm-usage"]
        if os.geteuid() == 0:
            arguments.append("--no-sandbox")  # Chromium's sandbox refuses root
        wanted = {"capabilities": {"alwaysMatch": {
            "browserName": "chrome", "goog:chromeOptions": {"args": arguments},
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"}}}}
        self.session = ""
        deadline = time.monotonic() + 60
        while True:
            try:
                self.session = "/session/" + self.call("", wanted, "/session")["sessionId"]
                return
            except OSError:
                if time.monotonic() > deadline or self.driver.poll() is not None:
                    raise
                time.sleep(0.1)

    def call(self, command, body=None, path=None):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path or self.session + command}",
            None if body is None else json.dumps(body).encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)["value"]

    def devtools(self, command, **parameters):
        return self.call("/goog/cdp/execute", {"cmd": command, "params": parameters})

    def open(self, file, width, scheme="light"):
        os.stat(file)  # of a file that is missing, Chromium shows a page of its own
        self.devtools("Emulation.setDeviceMetricsOverride",
                      width=width, height=900, deviceScaleFactor=1, mobile=False)
        self.devtools("Emulation.setEmulatedMedia",
                      features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.call("/url", {"url": "file://" + os.path.abspath(file)})

    def logged(self, kind):
        return self.call("/se/log", {"type": kind})

    def close(self):
        try:
            urllib.request.urlopen(urllib.request.Request(
                f"http://127.0.0.1:{self.port}{self.session}", method="DELETE"), timeout=60)
        finally:
            self.driver.terminate()
            self.driver.wait()


def requests(browser):
    for entry in browser.logged("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            yield message["params"]["request"]["url"]


def check(browser, file):
    problems = []
    page = "file://" + os.path.abspath(file)
    for width in WIDTHS:
        browser.open(file, width)
        problems += [f"{width} px: {text}" for text in browser.call("/execute/sync", {"script": MEASURE, "args": []})]
        problems += [f"console: {entry['message']}" for entry in browser.logged("browser")]
        problems += [f"request: {url}" for url in requests(browser) if url not in (page, "data:,")]
    for problem in problems:
        print(f"{file}: {problem}")
    return not problems


def shot(browser, file, png, width=1280, scheme="light", height=None):
    browser.open(file, int(width), scheme)
    part = {"clip": {"x": 0, "y": 0, "width": int(width), "height": int(height), "scale": 1}} if height else {}
    image = browser.devtools("Page.captureScreenshot", captureBeyondViewport=True, **part)
    with open(png, "wb") as out:
        out.write(base64.b64decode(image["data"]))
    return True


def print_page(browser, file, pdf):
    browser.open(file, 1280)
    page = browser.call("/print", {"page": {"width": 21.0, "height": 29.7}, "background": True})
    with open(pdf, "wb") as out:
        out.write(base64.b64decode(page))
    return True


def main(verb, *arguments):
    browser = Browser()
    try:
        if verb == "check":
            return all([check(browser, file) for file in arguments])
        return {"shot": shot, "print": print_page}[verb](browser, *arguments)
    finally:
        browser.close()


if __name__ == "__main__":
    sys.exit(0 if main(*sys.argv[1:]) else 1)
