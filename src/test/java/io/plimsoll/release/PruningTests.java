package io.plimsoll.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.contract.ModelVersion;
import io.plimsoll.release.Changes.Decision;
import io.plimsoll.release.Changes.Wish;
import io.plimsoll.release.ReleaseRecord.Placed;
import io.plimsoll.store.FolderStore;
import io.plimsoll.store.Listing;
import io.plimsoll.store.Repository;
import io.plimsoll.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may be removed, and when: the store's clock is this machine's, and the log lies in its past. */
class PruningTests {

    private static final Duration MONTH = Duration.ofDays(30);

    @TempDir
    Path root;

    private final Instant now = Instant.now();
    private FolderStore store;
    private Repository repository;
    private LogPosition end = LogPosition.START;

    @BeforeEach
    void makeARepository() throws IOException {
        store = new FolderStore(root);
        repository = new Repository(store);
        for (String version : List.of("1", "2", "3", "never-released")) {
            store.put("m/versions/" + version + "/manifest.json", new byte[] {1});
            store.put("m/versions/" + version + "/sub/model.onnx", new byte[] {1});
        }
    }

    @Test
    void aVersionIsKeptForSevenDaysAfterItLeftService() throws IOException {
        retired(Duration.ofDays(7).minus(Duration.ofHours(1)));
        assertThat(candidates()).isEmpty();
    }

    @Test
    void afterSevenDaysItMayGo() throws IOException {
        retired(Duration.ofDays(7).plus(Duration.ofHours(1)));
        assertThat(candidates()).containsExactly(new ModelVersion("m", "1"));
    }

    @Test
    void whatARollbackGoesToStaysHoweverOldItIs() throws IOException {
        promote("1", MONTH.multipliedBy(3));
        promote("2", MONTH.multipliedBy(2));
        assertThat(candidates()).isEmpty();
    }

    @Test
    void whatIsRemovedIsGoneWholeAndNothingElseIs() throws IOException {
        retired(MONTH);
        var pruning = new Pruning(repository, InstantSource.system());
        pruning.remove(new ModelVersion("m", "1"));

        assertThat(repository.versions("m"))
                .isEqualTo(new Listing.Listed(List.of("2", "3", "never-released"), List.of()));
        assertThat(candidates()).isEmpty();
        pruning.remove(new ModelVersion("m", "1"));
    }

    @Test
    void nothingIsRemovedWhileTheClocksDisagree() throws IOException {
        retired(MONTH);
        var late = new Pruning(repository, InstantSource.fixed(now.minusSeconds(120)));
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(late::candidates)
                .withMessageContaining("nobody knows what time it is");
    }

    /** Version 1 left service so long ago; 2 has left it since, and 3 serves. */
    private void retired(Duration ago) throws IOException {
        promote("1", MONTH.multipliedBy(3));
        promote("2", ago);
        promote("3", Duration.ofHours(1));
    }

    /** A version takes effect so long ago. */
    private void promote(String version, Duration ago) throws IOException {
        var changes = new Changes(Duration.ZERO, Duration.ofDays(7));
        Decision decision = changes.promote(
                end,
                new Placed(version, "ab".repeat(32)),
                new Wish(end.revision(), "tester", "because"),
                now.minus(ago));
        var log = new ReleaseLog(repository, "m");
        assertThat(log.append(((Decision.Next) decision).release())).isTrue();
        end = log.follow(end);
    }

    private List<ModelVersion> candidates() throws StoreException {
        return new Pruning(repository, InstantSource.system()).candidates();
    }
}
