package io.plimsoll.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class LoopbackCallerTests {

    private static final String HEADER = "X-Plimsoll-Warm-Up";

    @Test
    void nobodyElseIsTakenForTheProcess() {
        var caller = new LoopbackCaller();
        assertThat(caller.knows(new MockHttpServletRequest())).isFalse();
        assertThat(caller.knows(saying(""))).isFalse();
        assertThat(caller.knows(saying("0".repeat(32)))).isFalse();
    }

    private static MockHttpServletRequest saying(String secret) {
        var request = new MockHttpServletRequest();
        request.addHeader(HEADER, secret);
        return request;
    }
}
