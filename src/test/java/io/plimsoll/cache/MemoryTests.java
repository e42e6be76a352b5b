package io.plimsoll.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.store.Manifest.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process finds when it starts again: verdicts, records, marks. */
class MemoryTests {

    private static final String DIGEST = "a".repeat(64);
    private static final VerdictKey KEY = new VerdictKey(DIGEST, "0.1.0", "1.29.0", "aarch64");
    private static final String REPOSITORY = "s3://models/here";
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    @TempDir
    Path root;

    private Instant now = Instant.parse("2026-12-01T10:00:00Z");
    private CacheVolume volume;

    @BeforeEach
    void start() throws IOException {
        volume = new CacheVolume(root, 1 << 20, "a", () -> now);
        volume.open();
    }

    private Records records() {
        return volume.records(REPOSITORY);
    }

    @Test
    void aVerdictIsFoundAfterARestartAndByItsKeyAlone() throws IOException {
        var passed = new Verdict.Passed(now);
        volume.verdicts().keep(KEY, passed);
        start();

        assertThat(volume.verdicts().find(KEY)).isEqualTo(passed);
        assertThat(volume.verdicts().find(new VerdictKey(DIGEST, "0.2.0", "1.29.0", "aarch64")))
                .isNull();
        assertThat(volume.verdicts().find(new VerdictKey(DIGEST, "0.1.0", "1.30.0", "aarch64")))
                .isNull();
        assertThat(volume.verdicts().find(new VerdictKey(DIGEST, "0.1.0", "1.29.0", "x86_64")))
                .isNull();
        assertThat(volume.verdicts().find(new VerdictKey("b".repeat(64), "0.1.0", "1.29.0", "aarch64")))
                .isNull();
    }

    @Test
    void aLaterVerdictTakesThePlaceOfAnEarlierOne() throws IOException {
        volume.verdicts().keep(KEY, new Verdict.Passed(now));
        var refused = new Verdict.Refused(now, List.of("golden row 3 differs", "golden row 4 differs"));
        volume.verdicts().keep(KEY, refused);

        assertThat(volume.verdicts().find(KEY)).isEqualTo(refused);
    }

    @Test
    void case42AVersionThatCrashedIsLeftAloneForAnHour() throws IOException {
        var crashed = new Verdict.Crashed(now, "signal 11");
        volume.verdicts().keep(KEY, crashed);

        now = now.plus(Duration.ofMinutes(59));
        assertThat(volume.verdicts().find(KEY)).isEqualTo(crashed);
        now = now.plus(Duration.ofMinutes(1));
        assertThat(volume.verdicts().find(KEY)).isNull();
    }

    @Test
    void aClockThatIsFarBehindEndsAQuarantineToo() throws IOException {
        volume.verdicts().keep(KEY, new Verdict.Crashed(now.plus(Duration.ofDays(300)), "signal 11"));

        assertThat(volume.verdicts().find(KEY)).isNull();
    }

    @Test
    void aVerdictThatIsClearedIsNone() throws IOException {
        volume.verdicts().keep(KEY, new Verdict.Crashed(now, "signal 11"));
        volume.verdicts().clear(KEY);
        volume.verdicts().clear(KEY);

        assertThat(volume.verdicts().find(KEY)).isNull();
    }

    @Test
    void aBrokenVerdictIsNone() throws IOException {
        volume.verdicts().keep(KEY, new Verdict.Passed(now));
        Path file = root.resolve("verdicts").resolve(DIGEST).resolve("0.1.0/1.29.0/aarch64.json");
        String whole = Files.readString(file);

        for (String broken : List.of(
                "",
                whole.substring(0, whole.length() / 2),
                "null",
                "[]",
                "{}",
                whole + "x",
                whole.replace("passed", "perhaps"),
                whole.replace("\"at\":", "\"ta\":"))) {
            Files.writeString(file, broken);
            assertThat(volume.verdicts().find(KEY)).as(broken).isNull();
        }
    }

    @Test
    void theVerdictsOfAVersionThatLeftLongAgoLeaveToo() throws IOException {
        volume.verdicts().keep(KEY, new Verdict.Passed(now));
        start();
        assertThat(volume.verdicts().find(KEY)).isNotNull();

        Shelf.age(root.resolve("verdicts"), Duration.ofHours(25));
        start();
        assertThat(volume.verdicts().find(KEY)).isNull();
    }

    @Test
    void aKeyThatIsNoNameOfAFileIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new VerdictKey(DIGEST, "../1", "1", "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> new VerdictKey("../a", "1", "1", "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> new CacheVolume(root, 1, "../b", () -> now));
    }

    @Test
    void theLastRecordsAreThereAfterARestartNewestFirst() throws IOException {
        for (long revision = 6; revision <= 11; revision++) {
            records().keep("credit-risk", revision, bytes("record " + revision));
        }
        records().keep("churn", 1, bytes("other"));
        start();

        assertThat(records().models()).containsExactly("churn", "credit-risk");
        assertThat(records().of("credit-risk")).extracting(KeptRecord::revision).containsExactly(11L, 10L, 9L, 8L);
        assertThat(records().of("credit-risk").getFirst().bytes()).isEqualTo(bytes("record 11"));
        assertThat(records().of("nothing")).isEmpty();
    }

    @Test
    void aRecordWhoseBytesChangedCountsForNothing() throws IOException {
        records().keep("credit-risk", 1, bytes("one"));
        records().keep("credit-risk", 2, bytes("two"));
        Path folder = root.resolve("records")
                .resolve(Entry.of(bytes(REPOSITORY)).sha256())
                .resolve("credit-risk");
        for (String file : Shelf.files(folder)) {
            if (file.contains("2.")) {
                Files.writeString(folder.resolve(file), "tvo");
            }
        }

        assertThat(records().of("credit-risk")).extracting(KeptRecord::revision).containsExactly(1L);
        records().keep("credit-risk", 2, bytes("two"));
        assertThat(records().of("credit-risk")).hasSize(2);
    }

    @Test
    void ofTwoRecordsOfOneRevisionTheLaterIsKept() throws IOException {
        records().keep("credit-risk", 7, bytes("before a restore"));
        records().keep("credit-risk", 7, bytes("after it"));

        assertThat(records().of("credit-risk"))
                .singleElement()
                .satisfies(record -> assertThat(record.bytes()).isEqualTo(bytes("after it")));
    }

    @Test
    void recordsOfALogThatWasLongerBeforeItBeganAnewCountNoMore() throws IOException {
        for (long revision = 9; revision < 15; revision++) {
            records().keep("credit-risk", revision, bytes("before " + revision));
        }
        records().keep("credit-risk", 4, bytes("anew"));

        assertThat(records().of("credit-risk")).extracting(KeptRecord::revision).containsExactly(4L);
        records().keep("credit-risk", 5, bytes("and on"));
        assertThat(records().of("credit-risk")).extracting(KeptRecord::revision).containsExactly(5L, 4L);
    }

    @Test
    void recordsOfAnotherRepositoryAreNotFound() throws IOException {
        records().keep("credit-risk", 1, bytes("here"));

        assertThat(volume.records("s3://models/there").models()).isEmpty();
    }

    @Test
    void theTimeOfTheLastConfirmationIsKeptToTheMinute() throws IOException {
        assertThat(records().confirmed("credit-risk")).isNull();
        Instant first = now;
        records().keep("credit-risk", 1, bytes("one"));
        now = now.plusSeconds(59);
        records().confirm("credit-risk", 1);
        assertThat(records().confirmed("credit-risk")).isEqualTo(first);

        now = now.plusSeconds(1);
        records().confirm("credit-risk", 1);
        start();
        assertThat(records().confirmed("credit-risk")).isEqualTo(now);
    }

    @Test
    void uncleanEndsOfARunAreCountedForItsVersions() throws IOException {
        volume.marks().begin(Set.of("x"));
        volume.marks().update(Set.of("x", "y"));
        now = now.plusSeconds(60);
        start();
        volume.marks().begin(Set.of("y"));
        assertThat(ends("x")).isEqualTo(1);
        now = now.plusSeconds(60);
        start();
        volume.marks().begin(Set.of());

        assertThat(ends("x")).isEqualTo(1);
        assertThat(ends("y")).isEqualTo(2);
        assertThat(ends("z")).isZero();
        now = now.plus(TEN_MINUTES).plusSeconds(-30);
        assertThat(ends("x")).isZero();
        assertThat(ends("y")).isEqualTo(1);
    }

    @Test
    void aCleanEndIsNotCounted() throws IOException {
        volume.marks().begin(Set.of("x"));
        volume.marks().endClean();
        start();
        volume.marks().begin(Set.of("x"));

        assertThat(ends("x")).isZero();
    }

    @Test
    void theMarksOfOneInstanceSayNothingAboutAnother() throws IOException {
        volume.marks().begin(Set.of("x"));
        var other = new CacheVolume(root, 1 << 20, "b", () -> now);
        other.open();
        other.marks().begin(Set.of("x"));

        assertThat(other.marks().recentUncleanEnds("x", TEN_MINUTES)).isZero();
    }

    @Test
    void brokenMarksCountForNothingAndTheEndsAreBounded() throws IOException {
        Files.writeString(root.resolve("marks/a.json"), "{\"clean\": fal");
        volume.marks().begin(Set.of("x"));
        assertThat(ends("x")).isZero();

        for (int run = 0; run < 30; run++) {
            start();
            volume.marks().begin(Set.of("x"));
        }
        assertThat(ends("x")).isEqualTo(10);
    }

    private long ends(String digest) {
        return volume.marks().recentUncleanEnds(digest, TEN_MINUTES);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
