package io.plimsoll.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class TraceTests {

    private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-the-future-brings"
            })
    void aSoundParentIsContinued(String parent) {
        assertThat(Trace.parse(parent)).isEqualTo(ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.more",
                "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01"
            })
    void anUnsoundParentIsIgnored(String parent) {
        assertThat(Trace.parse(parent)).isNull();
    }

    @Test
    void aTraceThatStartsHereKeepsItsId() {
        var request = new MockHttpServletRequest();

        String id = Trace.idOf(request);

        assertThat(id).matches("[0-9a-f]{32}");
        assertThat(Trace.idOf(request)).isEqualTo(id);
    }

    @Test
    void twoParentsAreNone() {
        var request = new MockHttpServletRequest();
        request.addHeader("traceparent", "00-" + ID + "-00f067aa0ba902b7-01");
        request.addHeader("traceparent", "00-" + ID + "-00f067aa0ba902b7-01");

        assertThat(Trace.idOf(request)).isNotEqualTo(ID);
    }
}
