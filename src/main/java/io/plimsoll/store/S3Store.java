package io.plimsoll.store;

import io.plimsoll.store.StoreException.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A store in a bucket, below a prefix. */
public final class S3Store implements Store {

    private static final int NOT_MODIFIED = 304;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;
    private static final int MOST_CONFLICTS = 5;
    private static final long LARGEST_UPLOAD = 5L << 30;

    private final S3Client client;
    private final ServerClock clock = new ServerClock(InstantSource.system());
    private final String bucket;
    private final String root;
    private final S3Settings settings;

    S3Store(S3ClientBuilder client, String bucket, String prefix, S3Settings settings) {
        this.client = client.overrideConfiguration(client.overrideConfiguration().toBuilder()
                        .addExecutionInterceptor(clock)
                        .build())
                .build();
        this.bucket = bucket;
        this.root = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
        this.settings = settings;
    }

    /**
     * A store whose server nobody has asked yet.
     *
     * @param prefix of all keys, with or without a slash at its end; may be empty
     * @throws SdkException if the surroundings name no region and none is set
     */
    public static S3Store open(String bucket, String prefix, S3Settings settings) {
        return new S3Store(S3Clients.of(settings), bucket, prefix, settings);
    }

    @Override
    public Listing folders(String prefix) {
        var names = new ArrayList<String>();
        return list(prefix, "/", names, page -> {
            for (CommonPrefix folder : page.commonPrefixes()) {
                names.add(name(folder.prefix(), prefix).replaceFirst("/$", ""));
            }
        });
    }

    @Override
    public Listing objects(String prefix) {
        var names = new ArrayList<String>();
        return list(prefix, null, names, page -> {
            for (S3Object object : page.contents()) {
                // Consoles make an empty object for a folder.
                if (!object.key().endsWith("/")) {
                    names.add(name(object.key(), prefix));
                }
            }
        });
    }

    private String name(String key, String prefix) {
        return key.substring(root.length() + prefix.length());
    }

    /** Looks at one page of a listing. */
    private interface PageReader {
        void read(ListObjectsV2Response page);
    }

    private Listing list(String prefix, @Nullable String delimiter, List<String> names, PageReader reader) {
        var request = ListObjectsV2Request.builder()
                .bucket(bucket)
                .prefix(root + prefix)
                .delimiter(delimiter)
                .build();
        try {
            boolean nothing = true;
            for (ListObjectsV2Response page : client.listObjectsV2Paginator(request)) {
                if (!isListing(page, root + prefix)) {
                    return new Listing.Away("cannot list " + this + "/" + prefix + ": the answer is no listing of it");
                }
                nothing &= page.contents().isEmpty() && page.commonPrefixes().isEmpty();
                reader.read(page);
            }
            return nothing ? new Listing.Empty() : new Listing.Listed(names, List.of());
        } catch (SdkException e) {
            return new Listing.Away(S3Faults.reason("list", this + "/" + prefix, e));
        }
    }

    /** Whether a page that came is one of what was asked for, and not an error that was sent as if all were well. */
    private static boolean isListing(ListObjectsV2Response page, String prefix) {
        return (page.name() != null || page.isTruncated() != null)
                && page.contents().stream().allMatch(object -> object.key().startsWith(prefix))
                && page.commonPrefixes().stream()
                        .allMatch(folder -> folder.prefix().startsWith(prefix));
    }

    @Override
    public Reading read(String key, int mostBytes, @Nullable String known) throws StoreException {
        try {
            Reading.Found found = client.getObject(
                    get(key).ifNoneMatch(known).build(),
                    (response, body) -> new Reading.Found(start(body, mostBytes), response.eTag()));
            checkTag(key, found.tag());
            if (found.bytes().length > mostBytes) {
                throw new StoreException(Fault.UNFIT, key + " is larger than " + mostBytes + " bytes");
            }
            return found;
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_MODIFIED) {
                return new Reading.Unchanged();
            }
            if (S3Faults.absent(e)) {
                return new Reading.Absent();
            }
            throw S3Faults.of("read", key, e);
        } catch (SdkException e) {
            throw S3Faults.of("read", key, e);
        }
    }

    /** All of a body, or one byte more than the most; what breaks off is asked for again. */
    private static byte[] start(AbortableInputStream body, int mostBytes) {
        try {
            byte[] bytes = body.readNBytes(mostBytes + 1);
            if (bytes.length > mostBytes) {
                body.abort();
            }
            return bytes;
        } catch (IOException e) {
            throw RetryableException.create("the answer broke off", e);
        }
    }

    @Override
    public Content open(String key, long from, @Nullable String tag) throws IOException {
        GetObjectRequest.Builder request = get(key).ifMatch(tag);
        if (from > 0) {
            request.range("bytes=" + from + "-");
        }
        try {
            ResponseInputStream<GetObjectResponse> body = client.getObject(request.build());
            try {
                checkTag(key, body.response().eTag());
            } catch (StoreException e) {
                body.abort();
                throw e;
            }
            return new Content(new S3Content(body), body.response().eTag());
        } catch (S3Exception e) {
            if (S3Faults.absent(e)) {
                throw new NoSuchFileException(key);
            }
            throw e.statusCode() == PRECONDITION_FAILED
                    ? new StoreException(Fault.CHANGED, key + " has changed while it was read", e)
                    : S3Faults.of("read", key, e);
        } catch (SdkException e) {
            throw S3Faults.of("read", key, e);
        }
    }

    /** Every object has a tag; an error that was sent as if all were well has none. */
    private static void checkTag(String key, @Nullable String tag) throws StoreException {
        if (tag == null) {
            throw new StoreException(
                    Fault.AWAY, "cannot read " + key + ": the answer is no object, for it has no ETag");
        }
    }

    private GetObjectRequest.Builder get(String key) {
        return GetObjectRequest.builder().bucket(bucket).key(root + key);
    }

    @Override
    public boolean create(String key, byte[] bytes) throws StoreException {
        return create(key, put(key), RequestBody.fromBytes(bytes));
    }

    private boolean create(String key, PutObjectRequest.Builder request, RequestBody body) throws StoreException {
        for (int conflicts = 0; ; conflicts++) {
            try {
                client.putObject(request.ifNoneMatch("*").build(), body);
                return true;
            } catch (S3Exception e) {
                if (e.statusCode() == PRECONDITION_FAILED) {
                    return false;
                }
                // Another creation of the same object is under way, and may yet fail.
                if (e.statusCode() != CONFLICT || conflicts == MOST_CONFLICTS) {
                    throw S3Faults.of("create", key, e);
                }
            } catch (SdkException e) {
                throw S3Faults.of("create", key, e);
            }
        }
    }

    @Override
    public void put(String key, byte[] bytes) throws StoreException {
        try {
            client.putObject(put(key).build(), RequestBody.fromBytes(bytes));
        } catch (SdkException e) {
            throw S3Faults.of("write", key, e);
        }
    }

    @Override
    public boolean upload(String key, Path file) throws IOException {
        long size = Files.size(file);
        if (size > LARGEST_UPLOAD) {
            throw new StoreException(
                    Fault.UNFIT, file + " has " + size + " bytes, and one upload takes at most " + LARGEST_UPLOAD);
        }
        PutObjectRequest.Builder request = put(key).overrideConfiguration(
                        time -> time.apiCallTimeout(settings.transfer()).apiCallAttemptTimeout(settings.transfer()));
        return create(key, request, RequestBody.fromFile(file));
    }

    private PutObjectRequest.Builder put(String key) {
        return PutObjectRequest.builder().bucket(bucket).key(root + key);
    }

    @Override
    public void delete(String key) throws StoreException {
        try {
            client.deleteObject(request -> request.bucket(bucket).key(root + key));
        } catch (SdkException e) {
            throw S3Faults.of("delete", key, e);
        }
    }

    @Override
    public Instant time() throws StoreException {
        try {
            ListObjectsV2Response answer = client.listObjectsV2(
                    request -> request.bucket(bucket).prefix(root).maxKeys(1));
            return ServerClock.told(answer.sdkHttpResponse())
                    .orElseThrow(() -> new StoreException(Fault.UNFIT, "the server of " + this + " tells no time"));
        } catch (SdkException e) {
            throw S3Faults.of("ask the time of", toString(), e);
        }
    }

    @Override
    public @Nullable Duration ahead() {
        return clock.ahead();
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public String toString() {
        return "s3://" + bucket + (root.isEmpty() ? "" : "/" + root.substring(0, root.length() - 1));
    }
}
