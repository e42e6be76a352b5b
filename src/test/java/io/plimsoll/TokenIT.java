package io.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers with tokens of an issuer whose keys lie on a server of their own. */
class TokenIT {

    private static final String ISSUER = "https://issuer.example";
    private static final String AUDIENCE = "plimsoll";
    private static final String ONE = "{\"x\": 1}";

    @TempDir
    private Path home;

    private Path models;
    private HttpServer issuer;
    private RSAKey key;

    @BeforeEach
    void makeAnIssuerAndAModel() throws Exception {
        key = new RSAKeyGenerator(2048).keyID("one").generate();
        byte[] keySet = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/keys", exchange -> {
            exchange.sendResponseHeaders(200, keySet.length);
            exchange.getResponseBody().write(keySet);
            exchange.close();
        });
        issuer.start();
        models = Files.createDirectory(home.resolve("models"));
        PackageFolder.of(models, "loans", "1")
                .graph("echo")
                .contract("""
                contract: 1
                model: loans
                version: "1"
                inputs: [{name: x, type: number, tensor: id}]
                outputs: {result: [{name: score, from: same_id, type: number}]}
                samples: {file: samples.jsonl}
                """)
                .samples("{\"inputs\": {\"x\": 0}, \"expect\": {\"score\": 0}}");
    }

    @AfterEach
    void stopTheIssuer() {
        issuer.stop(0);
    }

    private RunningService start() {
        return RunningService.over(
                models,
                "--plimsoll.access.mode=jwt",
                "--plimsoll.access.jwt.issuer=" + ISSUER,
                "--plimsoll.access.jwt.audience=" + AUDIENCE,
                "--plimsoll.access.jwt.key-set=http://127.0.0.1:"
                        + issuer.getAddress().getPort() + "/keys");
    }

    private static JWTClaimsSet.Builder claims() {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject("shop")
                .claim("scope", "plimsoll.predict")
                .notBeforeTime(Date.from(now.minusSeconds(5)))
                .expirationTime(Date.from(now.plusSeconds(600)));
    }

    private String signed(JWTClaimsSet claims, RSAKey by) throws JOSEException {
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(by.getKeyID()).build(), claims);
        token.sign(new RSASSASigner(by));
        return token.serialize();
    }

    private static int predict(RunningService service, String token) throws IOException, InterruptedException {
        return service.send("POST", "/v1/predict/loans", ONE, "Authorization", "Bearer " + token)
                .statusCode();
    }

    @Test
    void case69ATokenThatIsNotWhatItShouldBeLetsNobodyIn() throws Exception {
        Instant now = Instant.now();
        Map<String, UnaryOperator<JWTClaimsSet.Builder>> wrong = new LinkedHashMap<>();
        wrong.put("expired", claims -> claims.expirationTime(Date.from(now.minusSeconds(120))));
        wrong.put("without an end", claims -> claims.expirationTime(null));
        wrong.put("not yet", claims -> claims.notBeforeTime(Date.from(now.plusSeconds(120))));
        wrong.put("of another issuer", claims -> claims.issuer("https://other.example"));
        wrong.put("for another audience", claims -> claims.audience("others"));
        wrong.put("for no audience", claims -> claims.audience((String) null));
        wrong.put("without a scope", claims -> claims.claim("scope", "openid"));
        wrong.put("of nobody", claims -> claims.subject(null));
        wrong.put("of an odd name", claims -> claims.subject("a\r\nb"));
        try (RunningService service = start()) {
            assertThat(predict(service, signed(claims().build(), key))).isEqualTo(200);
            for (Map.Entry<String, UnaryOperator<JWTClaimsSet.Builder>> each : wrong.entrySet()) {
                String token = signed(each.getValue().apply(claims()).build(), key);
                assertThat(predict(service, token)).as(each.getKey()).isEqualTo(401);
            }
            assertThat(predict(service, new PlainJWT(claims().build()).serialize()))
                    .isEqualTo(401);
            RSAKey another = new RSAKeyGenerator(2048).keyID("one").generate();
            assertThat(predict(service, signed(claims().build(), another))).isEqualTo(401);
            // Signed with what everybody knows.
            var confused = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims().build());
            confused.sign(new MACSigner(key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
            assertThat(predict(service, confused.serialize())).isEqualTo(401);
            assertThat(predict(service, "no.token.atall")).isEqualTo(401);
            for (int i = 0; i < 20; i++) {
                RSAKey unheardOf =
                        new RSAKeyGenerator(2048).keyID("unheard-of-" + i).generate();
                assertThat(predict(service, signed(claims().build(), unheardOf)))
                        .isEqualTo(401);
            }
            assertThat(predict(service, signed(claims().build(), key))).isEqualTo(200);
            assertThat(service.post("/v1/predict/loans", ONE).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void scopesAndModelsSayWhatATokenMayDo() throws Exception {
        try (RunningService service = start()) {
            String other =
                    signed(claims().claim("plimsoll_models", List.of("fees")).build(), key);
            assertThat(predict(service, other)).isEqualTo(403);
            String caller = signed(claims().build(), key);
            assertThat(service.send("GET", "/admin/models/loans/release", "", "Authorization", "Bearer " + caller)
                            .statusCode())
                    .isEqualTo(403);
            String operator =
                    signed(claims().claim("scope", "openid plimsoll.operate").build(), key);
            assertThat(service.send("GET", "/admin/models/loans/release", "", "Authorization", "Bearer " + operator)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aTokenMaySayWhatItIsAndListItsScopes() throws Exception {
        try (RunningService service = start()) {
            String listed = signed(
                    claims().claim("scope", List.of("openid", "plimsoll.predict"))
                            .subject("cluster/namespaces/shop")
                            .build(),
                    key);
            assertThat(predict(service, listed)).isEqualTo(200);
            var typed = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .type(new JOSEObjectType("at+jwt"))
                            .build(),
                    claims().build());
            typed.sign(new RSASSASigner(key));
            assertThat(predict(service, typed.serialize())).isEqualTo(200);
            String none = signed(claims().claim("plimsoll_models", List.of()).build(), key);
            assertThat(predict(service, none)).isEqualTo(403);
        }
    }

    @Test
    void whileNoKeyOfTheIssuerIsKnownATokenMayBeSentAgain() throws Exception {
        issuer.stop(0);
        try (RunningService service = start()) {
            HttpResponse<String> refused = service.send(
                    "POST", "/v1/predict/loans", ONE, "Authorization", "Bearer " + signed(claims().build(), key));
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(service.json(refused).path("code").stringValue()).isEqualTo("NOT_READY");
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        }
    }

    @Test
    void tokensAreTakenWhileTheIssuerIsAway() throws Exception {
        try (RunningService service = start()) {
            assertThat(predict(service, signed(claims().build(), key))).isEqualTo(200);
            issuer.stop(0);
            assertThat(predict(service, signed(claims().build(), key))).isEqualTo(200);
        }
    }

    @Test
    void aServiceThatKnowsNoAudienceDoesNotStart() {
        assertThatThrownBy(() -> RunningService.over(
                                models, "--plimsoll.access.mode=jwt", "--plimsoll.access.jwt.issuer=" + ISSUER)
                        .close())
                .rootCause()
                .hasMessageContaining("lacks issuer, audience or key-set");
    }
}
