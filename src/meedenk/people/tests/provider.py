"""A small sign-in of a municipality on this machine: discovery, authorisation with PKCE, token and keys."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "meedenk", "a secret between two servers"


@dataclass
class Provider:
    """Whoever comes is signed in as `claims`."""

    claims: dict[str, Any]
    url: str = ""
    key: Any = field(default_factory=lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048))
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def authorise(self, asked: dict[str, str]) -> str:
        """Where the browser is sent back to."""
        code = secrets.token_urlsafe()
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, given: dict[str, str]) -> dict[str, Any]:
        asked = self.codes.pop(given["code"])
        proof = base64.urlsafe_b64encode(hashlib.sha256(given["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        assert asked["code_challenge"] == proof
        assert asked["redirect_uri"] == given["redirect_uri"]
        assert (given["client_id"], given["client_secret"]) == (CLIENT, SECRET)
        now = int(time.time())
        claims = self.claims | {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 60}
        return {"access_token": "x", "token_type": "Bearer", "id_token": jwt.encode(claims, self.key, "RS256")}

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorise",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/me",
            "jwks_uri": f"{self.url}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }


@contextmanager
def a_provider(**claims: Any) -> Iterator[Provider]:
    """A provider on the loopback address, as long as the block lasts."""
    provider = Provider(claims)

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            if asked.path == "/authorise":
                self.send_response(302)
                self.send_header("Location", provider.authorise({k: v[0] for k, v in parse_qs(asked.query).items()}))
                self.end_headers()
            else:
                pages = {"/.well-known/openid-configuration": provider.discovery, "/me": lambda: provider.claims}
                self.tell(pages[asked.path]())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.tell(provider.token({name: values[0] for name, values in parse_qs(body).items()}))

        def tell(self, answer: dict[str, Any]) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        def log_message(self, *_words: object) -> None:
            """Tests stay quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    provider.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
