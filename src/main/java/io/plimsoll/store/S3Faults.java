package io.plimsoll.store;

import io.plimsoll.store.StoreException.Fault;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Says what an error of an S3 server or of its client means. */
final class S3Faults {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;

    private S3Faults() {}

    /** Whether the object is not there; without the bucket nobody knows. */
    static boolean absent(S3Exception e) {
        return e.statusCode() == 404 && !code(e).equals("NoSuchBucket");
    }

    static StoreException of(String what, String key, SdkException e) {
        return new StoreException(
                e instanceof S3Exception answer ? fault(answer) : Fault.AWAY, reason(what, key, e), e);
    }

    private static Fault fault(S3Exception answer) {
        int status = answer.statusCode();
        return switch (status) {
            // 400 is the answer to a token that has expired, or to a region that is another.
            case 400, 401, 403 -> Fault.DENIED;
            // The bucket is gone, or not yet made.
            case 404, REQUEST_TIMEOUT, TOO_MANY_REQUESTS -> Fault.AWAY;
            default -> status >= SERVER_ERROR || status < CLIENT_ERROR ? Fault.AWAY : Fault.UNFIT;
        };
    }

    static String reason(String what, String key, SdkException e) {
        String cannot = "cannot " + what + " " + key + ": ";
        if (!(e instanceof S3Exception answer)) {
            return cannot + e.getMessage();
        }
        String hint = answer.statusCode() == 403 && what.equals("read")
                ? " (to those who may not list the bucket, a missing object looks like this)"
                : "";
        return cannot + answer.statusCode() + " " + code(answer) + hint;
    }

    private static String code(S3Exception e) {
        AwsErrorDetails details = e.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }
}
