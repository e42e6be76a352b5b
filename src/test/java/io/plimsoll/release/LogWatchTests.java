package io.plimsoll.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.lifecycle.Assignment;
import io.plimsoll.release.Changes.Decision;
import io.plimsoll.release.Changes.Wish;
import io.plimsoll.release.ReleaseRecord.Placed;
import io.plimsoll.store.FolderStore;
import io.plimsoll.store.Repository;
import io.plimsoll.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replica that follows a log, and a log that is put back to an older state behind its back. */
class LogWatchTests {

    private static final String MODEL = "credit-risk";
    private static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");
    private static final Changes AT_ONCE = new Changes(Duration.ZERO, Duration.ofDays(7));

    @TempDir
    Path root;

    private Store store;
    private ReleaseLog log;

    @BeforeEach
    void makeALog() throws IOException {
        store = new FolderStore(root);
        log = new ReleaseLog(new Repository(store), MODEL);
        promote("1");
        promote("2");
    }

    @Test
    void aLogThatLostTheRecordThatIsServedByIsForkedAndServedByAllTheSame() throws IOException {
        var watch = new LogWatch(log, null);
        assertStable(watch.look(), "2");
        watch.check();
        assertThat(watch.forked()).isFalse();

        removeRecord(2);
        watch.check();
        assertThat(watch.forked()).isTrue();
        assertStable(watch.look(), "2");

        promote("3");
        assertStable(watch.look(), "2");
        assertThat(watch.forked()).isTrue();
    }

    @Test
    void aLogThatSaysSomethingElseInItsPlaceIsForked() throws IOException {
        var watch = new LogWatch(log, null);
        watch.look();
        removeRecord(2);
        promote("3");

        watch.check();
        assertThat(watch.forked()).isTrue();
        assertStable(watch.look(), "2");
    }

    @Test
    void aLogThatWasResetIsFollowedAgainFromWhereItIs() throws IOException {
        promote("3");
        var watch = new LogWatch(log, null);
        assertStable(watch.look(), "3");
        removeRecord(3);
        removeRecord(2);
        watch.check();
        write(AT_ONCE.reset(log.end(), wish(), NOW));

        Assignment anew = watch.look();
        assertStable(anew, "1");
        assertThat(anew.revision()).isEqualTo(2);
        assertThat(watch.forked()).isFalse();
        promote("4");
        assertStable(watch.look(), "4");
    }

    @Test
    void aRecordThatComesBackEndsTheFork() throws IOException {
        byte[] second = bytes(2);
        var watch = new LogWatch(log, null);
        watch.look();
        removeRecord(2);
        watch.check();
        store.put(Repository.release(MODEL, 2), second);
        watch.look();
        assertThat(watch.forked()).isFalse();
        promote("3");
        assertStable(watch.look(), "3");
    }

    @Test
    void aProcessThatStartsOnALogWithoutItsLastRecordServesByThatRecord() throws IOException {
        ReleaseRecord kept = log.end().state();
        removeRecord(2);
        var watch = new LogWatch(log, kept);
        assertStable(watch.look(), "2");
        assertThat(watch.forked()).isTrue();
    }

    @Test
    void aProcessThatStartsOnAnEmptyLogServesByTheRecordItKept() throws IOException {
        ReleaseRecord kept = log.end().state();
        removeRecord(1);
        removeRecord(2);
        var watch = new LogWatch(log, kept);
        assertStable(watch.look(), "2");
        assertThat(watch.forked()).isTrue();
    }

    @Test
    void aProcessThatStartsOnALogOfAnotherIdFollowsIt() throws IOException {
        ReleaseRecord kept = log.end().state();
        removeRecord(1);
        removeRecord(2);
        promote("another");
        var watch = new LogWatch(log, kept);
        assertStable(watch.look(), "another");
        assertThat(watch.forked()).isFalse();
    }

    @Test
    void aRecordThatIsKeptIsFollowedToTheEnd() throws IOException {
        ReleaseRecord kept = log.end().state();
        promote("3");
        var watch = new LogWatch(log, kept);
        assertStable(watch.look(), "3");
        assertThat(watch.forked()).isFalse();
    }

    @Test
    void aRetryIsSaidToWhoFollows() throws IOException {
        var watch = new LogWatch(log, null);
        assertThat(watch.look().again()).isFalse();
        write(AT_ONCE.retry(log.end(), "2", wish(), NOW));
        assertThat(watch.look().again()).isTrue();
        assertStable(watch.look(), "2");
    }

    private static void assertStable(@Nullable Assignment assignment, String version) {
        assertThat(assignment.stable().id().version()).isEqualTo(version);
    }

    private void promote(String version) throws IOException {
        write(AT_ONCE.promote(log.end(), new Placed(version, "ab".repeat(32)), wish(), NOW));
    }

    private void write(Decision decision) throws IOException {
        assertThat(decision).isInstanceOf(Decision.Next.class);
        assertThat(log.append(((Decision.Next) decision).release())).isTrue();
    }

    private Wish wish() throws IOException {
        return new Wish(log.end().revision(), "tester", "because");
    }

    private byte[] bytes(long revision) throws IOException {
        return ((Store.Reading.Found) store.read(Repository.release(MODEL, revision), 1 << 20, null)).bytes();
    }

    private void removeRecord(long revision) throws IOException {
        store.delete(Repository.release(MODEL, revision));
    }
}
