"""A small OpenID Connect provider on a real port, which says of somebody what a test writes."""

import base64
import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import token_urlsafe
from threading import Thread
from urllib.parse import parse_qs, urlencode, urlsplit

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "dateline", "a secret of both"


class OidcProvider:
    """Signs everybody in as whom `claims` tells; `change` alters the token before it is signed."""

    def __init__(self):
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self.signs_with = self.key
        self.claims = {"sub": "0815", "email": "ada@gull.example", "email_verified": True}
        self.change = {}
        self.userinfo = None
        self.algorithm = "RS256"
        self.asked = {}
        self.says_issuer = None
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):  # noqa: N802 - as http.server calls it
                provider.get(self)

            def do_POST(self):  # noqa: N802
                provider.post(self)

            def log_message(self, *args):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def close(self):
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def get(self, handler):
        parts = urlsplit(handler.path)
        if parts.path == "/.well-known/openid-configuration":
            told = {
                "issuer": self.says_issuer or self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                **({"userinfo_endpoint": f"{self.issuer}/userinfo"} if self.userinfo else {}),
            }
            self._json(handler, told)
        elif parts.path == "/keys":
            self._json(handler, {"keys": [self.key.as_dict(private=False)]})
        elif parts.path == "/userinfo":
            assert handler.headers["authorization"] == "Bearer access"
            self._json(handler, self.userinfo)
        elif parts.path == "/authorize":
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            assert (query["response_type"], query["client_id"]) == ("code", CLIENT)
            assert query["code_challenge_method"] == "S256" and "openid" in query["scope"].split()
            code = token_urlsafe(16)
            self.asked[code] = query
            back = urlencode({"code": code, "state": query["state"]})
            handler.send_response(302)
            handler.send_header("location", f"{query['redirect_uri']}?{back}")
            handler.end_headers()

    def post(self, handler):
        body = handler.rfile.read(int(handler.headers["content-length"])).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        known = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        asked = self.asked.pop(form.get("code", ""), None)
        if asked is None or handler.headers["authorization"] != f"Basic {known}":
            self._json(handler, {"error": "invalid_grant"}, 400)
            return
        assert create_s256_code_challenge(form["code_verifier"]) == asked["code_challenge"]
        assert form["redirect_uri"] == asked["redirect_uri"]
        now = int(time.time())
        claims = {
            "iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300,
            "nonce": asked["nonce"], **self.claims, **self.change,
        }  # fmt: skip
        claims = {name: value for name, value in claims.items() if value is not None}
        header = {"alg": self.algorithm, "kid": "one"}
        token = jwt.encode(header, claims, self.signs_with, algorithms=[self.algorithm])
        told = {"access_token": "access", "token_type": "Bearer", "id_token": token}
        self._json(handler, told)

    def _json(self, handler, told, status=200):
        body = json.dumps(told).encode()
        handler.send_response(status)
        handler.send_header("content-type", "application/json")
        handler.send_header("content-length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)
