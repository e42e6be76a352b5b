package io.plimsoll.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpServletRequest;

@ExtendWith(OutputCaptureExtension.class)
class AuditTests {

    private final AtomicLong clock = new AtomicLong();
    private final Queue<Runnable> later = new ArrayDeque<>();
    private final Audit audit = new Audit(clock::get, request -> "4bf9", later::add);

    @Test
    void aDeniedCallLeavesALineWithWhoWhatAndTrace(CapturedOutput output) {
        audit.denied("not allowed", "shop", new MockHttpServletRequest("POST", "/admin/models/loans/release"));

        assertThat(output.getOut())
                .contains(
                        "denied (not allowed): POST /admin/models/loans/release by shop from 127.0.0.1 in trace 4bf9");
    }

    @Test
    void ofManyDenialsInASecondTheRestAreTheirNumber(CapturedOutput output) {
        for (int i = 0; i < 50; i++) {
            audit.denied("no key", null, new MockHttpServletRequest("GET", "/v1/models"));
        }
        assertThat(lines(output, "denied (no key)")).isEqualTo(20);
        assertThat(later).hasSize(1);

        later.remove().run();

        assertThat(output.getOut()).contains("denied: 30 more, of which there are no lines");
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        audit.denied("no key", null, new MockHttpServletRequest("GET", "/v1/models"));
        assertThat(lines(output, "denied (no key)")).isEqualTo(21);
        assertThat(later).isEmpty();
    }

    @Test
    void noSteeringCallIsEverLeftOut(CapturedOutput output) {
        for (int i = 0; i < 50; i++) {
            audit.steered("desk", "rollback of loans", "revision " + i, new MockHttpServletRequest());
        }

        assertThat(lines(output, "steered by desk: rollback of loans: revision"))
                .isEqualTo(50);
    }

    @Test
    void case71WhatOthersWriteLooksLikeNoLineOfOurs(CapturedOutput output) {
        audit.denied(
                "no key",
                "shop\r\n2026 steered by desk\u001b[31m\u202e" + "x".repeat(1000),
                new MockHttpServletRequest("GET", "/x"));

        assertThat(output.getOut())
                .contains("by shop??2026 steered by desk?[31m?xxx")
                .contains("x…");
        assertThat(lines(output, "steered by desk")).isEqualTo(1);
    }

    private static long lines(CapturedOutput output, String text) {
        return output.getOut().lines().filter(line -> line.contains(text)).count();
    }
}
