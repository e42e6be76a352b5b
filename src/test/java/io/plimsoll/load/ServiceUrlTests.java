package io.plimsoll.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceUrlTests {

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8080, http://127.0.0.1:8080",
        "HTTP://shop.example, http://shop.example",
        "https://shop.example/, https://shop.example",
        "https://shop.example:443/models//, https://shop.example/models",
        "http://[::1]:8080, http://[::1]:8080"
    })
    void readsAUrlAsPeopleWriteIt(String text, String understood) {
        assertThat(ServiceUrl.parse(text)).hasToString(understood);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost:8080",
                "127.0.0.1:8080",
                "ftp://shop.example",
                "http://",
                "http://a b",
                "http:///path",
                "http://shop.example:0",
                "http://shop.example:65536",
                "http://shop.example/?a=b",
                "http://shop.example/#top"
            })
    void whatIsNoUrlOfAServiceIsRefusedWithAnExample(String text) {
        assertThatThrownBy(() -> ServiceUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("it looks like http://127.0.0.1:8080");
    }

    @Test
    void aSecretInAUrlIsRefusedAndNotRepeated() {
        assertThatThrownBy(() -> ServiceUrl.parse("http://me:secret@shop.example"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void requestsGoBelowThePathOfTheUrlWithTheKeyOfTheCaller() {
        byte[] request = ServiceUrl.parse("https://shop.example:8443/models")
                .post("/v1/predict/m", "abc", "{\"ä\":1}".getBytes(StandardCharsets.UTF_8));
        assertThat(new String(request, StandardCharsets.UTF_8)).isEqualTo("""
                POST /models/v1/predict/m HTTP/1.1\r
                Host: shop.example:8443\r
                Accept: application/json\r
                Authorization: Bearer abc\r
                Content-Type: application/json\r
                Content-Length: 8\r
                \r
                {"ä":1}""");
    }

    @Test
    void aRequestWithoutAKeySaysNothingOfOne() {
        byte[] request = ServiceUrl.parse("http://127.0.0.1").get("/v1/models", null);
        assertThat(new String(request, StandardCharsets.UTF_8)).isEqualTo("""
                GET /v1/models HTTP/1.1\r
                Host: 127.0.0.1\r
                Accept: application/json\r
                \r
                """);
    }
}
