package io.plimsoll.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogTextTests {

    @Test
    void case71NoTextOfAPackageMakesALineOfItsOwn() {
        assertThat(LogText.of("a\nINFO fake\r\u001b[31m\u2028b\u0085")).isEqualTo("a?INFO fake??[31m?b?");
    }

    @Test
    void otherTextStaysAsItIsUpToALength() {
        assertThat(LogText.of("größer als \uD83D\uDE00")).isEqualTo("größer als \uD83D\uDE00");
        assertThat(LogText.of("x".repeat(10_000))).hasSize(4_001).endsWith("…");
    }
}
