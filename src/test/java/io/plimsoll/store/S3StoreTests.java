package io.plimsoll.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.store.S3Settings.Checksums;
import io.plimsoll.store.StoreException.Fault;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a store in a bucket does beyond what every store does; against a real S3 server. */
class S3StoreTests extends StoreContract {

    private static final int ENOUGH_FOR_AN_ERROR = 1000;

    private static S3Server server;

    @BeforeAll
    static void start() throws Exception {
        server = new S3Server();
    }

    @AfterAll
    static void stop() throws Exception {
        server.stop();
    }

    @Override
    Store store() {
        return store(server.bucket(), "some/prefix", server.settings());
    }

    private static Store store(String bucket, String prefix, S3Settings settings) {
        return new S3Store(S3Server.client(settings), bucket, prefix, settings);
    }

    @Test
    void storesUnderOtherPrefixesSeeNothingOfEachOther() throws IOException {
        String bucket = server.bucket();
        Store one = store(bucket, "one", server.settings());
        Store whole = store(bucket, "", server.settings());
        one.put("a/x", bytes("x"));

        assertThat(store(bucket, "on", server.settings()).folders("")).isEqualTo(new Listing.Empty());
        assertThat(whole.folders("")).isEqualTo(new Listing.Listed(List.of("one"), List.of()));
        assertThat(found(whole, "one/a/x")).isEqualTo("x");
    }

    @Test
    void moreObjectsThanAPageHoldsAreListed() throws IOException {
        Store store = store();
        int moreThanAPage = 1005;
        for (int i = 0; i < moreThanAPage; i++) {
            store.put("m/releases/" + i, bytes(""));
        }
        assertThat(((Listing.Listed) store.objects("m/releases/")).names()).hasSize(moreThanAPage);
    }

    @ParameterizedTest
    @EnumSource(Checksums.class)
    void serversThatKnowNoChecksumsAreAskedWithout(Checksums checksums) throws IOException {
        S3Settings usual = server.settings();
        var settings = new S3Settings(
                usual.endpoint(), null, true, checksums, usual.call(), usual.attempt(), usual.transfer());
        Store store = store(server.bucket(), "", settings);
        store.put("a", bytes("one"));
        assertThat(found(store, "a")).isEqualTo("one");
    }

    @Test
    void case50AWrongSecretIsDenied() {
        S3Settings settings = server.settings();
        String bucket = server.bucket();
        var store = new S3Store(S3Server.client(settings, S3Server.KEY, "another secret"), bucket, "", settings);

        assertFault(Fault.DENIED, () -> store.read("a", 10, null));
        assertFault(Fault.DENIED, () -> store.open("a", 0, null));
        assertFault(Fault.DENIED, () -> store.put("a", bytes("x")));
        assertThat(store.folders("")).isInstanceOf(Listing.Away.class);
    }

    @Test
    void aBucketThatIsNotThereSaysNothingOfItsObjects() {
        Store store = store("no-such-bucket", "", server.settings());

        assertFault(Fault.AWAY, () -> store.read("a", 10, null));
        assertThat(store.folders("")).isInstanceOf(Listing.Away.class);
    }

    @Test
    void aServerThatIsNotThereIsAway() throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Store store = store("bucket", "", S3Server.settings(URI.create("http://127.0.0.1:" + port)));

        assertFault(Fault.AWAY, () -> store.read("a", 10, null));
        assertFault(Fault.AWAY, () -> store.create("a", bytes("x")));
        assertFault(Fault.AWAY, store::time);
        assertThat(store.objects("a/")).isInstanceOf(Listing.Away.class);
    }

    @Test
    void case54AListOfWhatNobodyAskedForIsNoList() throws IOException {
        String bucket = server.bucket();
        try (var proxy = new FaultyProxy(server.endpoint());
                Store store = store(bucket, "some/prefix", S3Server.settings(proxy.endpoint()))) {
            store.put("a/x", bytes("x"));
            proxy.order(FaultyProxy.listing("<ListBucketResult><Name>" + bucket
                    + "</Name><IsTruncated>false</IsTruncated><Contents><Key>a</Key></Contents></ListBucketResult>"));
            assertThat(store.objects("a/")).isInstanceOf(Listing.Away.class);

            proxy.order(FaultyProxy.listing("<html></html>"));
            assertThat(store.objects("a/")).isInstanceOf(Listing.Away.class);
        }
    }

    @Test
    void case51AnAnswerWithoutATagIsNoObject() throws IOException {
        String bucket = server.bucket();
        try (var proxy = new FaultyProxy(server.endpoint());
                Store store = store(bucket, "", S3Server.settings(proxy.endpoint()))) {
            store.put("a", bytes("x"));
            proxy.order(FaultyProxy.error(200, "InternalError"));

            assertFault(Fault.AWAY, () -> store.read("a", ENOUGH_FOR_AN_ERROR, null));
            assertFault(Fault.AWAY, () -> store.open("a", 0, null));
        }
    }
}
