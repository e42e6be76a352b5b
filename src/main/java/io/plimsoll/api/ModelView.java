package io.plimsoll.api;

import io.plimsoll.contract.Contract;
import io.plimsoll.contract.Limits;
import io.plimsoll.contract.LimitsOverride;
import io.plimsoll.guard.LimitsInForce;
import io.plimsoll.lifecycle.ModelStatus;
import io.plimsoll.lifecycle.VersionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A model as {@code /v1/models} shows it.
 *
 * @param isDefault whether calls that name no model go here
 * @param serving the version that answers, absent while none does
 * @param contract what that version promises
 * @param versions every version that the process knows, newest first
 * @param releases the newest changes of what serves, newest first; absent in lists and where there is no release log
 * @param logForked true where the release log no longer holds the record that is served by, else absent
 */
@JsonNaming(SnakeCaseStrategy.class)
record ModelView(
        String model,
        boolean isDefault,
        @Nullable String serving,
        @Nullable ContractView contract,
        List<VersionView> versions,
        @Nullable List<ReleaseView> releases,
        @Nullable Boolean logForked) {

    static ModelView of(ModelStatus status, @Nullable String defaultModel, LimitsInForce limits) {
        return of(status, defaultModel, limits, null, false);
    }

    static ModelView of(
            ModelStatus status,
            @Nullable String defaultModel,
            LimitsInForce limits,
            @Nullable List<ReleaseView> releases,
            boolean logForked) {
        Contract contract = status.served() == null ? null : status.served().contract();
        return new ModelView(
                status.model(),
                status.model().equals(defaultModel),
                contract == null ? null : contract.id().version(),
                contract == null ? null : ContractView.of(contract, limits),
                status.versions().stream().map(VersionView::of).toList(),
                releases,
                logForked ? true : null);
    }

    /** What people should know of a contract before they read its schema. */
    @JsonNaming(SnakeCaseStrategy.class)
    record ContractView(
            @Nullable String title,
            Contract.@Nullable Owner owner,
            Map<String, String> provenance,
            boolean uncontracted,
            LimitsView limits) {

        private static ContractView of(Contract contract, LimitsInForce limits) {
            return new ContractView(
                    contract.title(),
                    contract.owner(),
                    contract.provenance(),
                    contract.synthesised(),
                    LimitsView.of(
                            limits.of(contract.id().model(), contract.limits()),
                            limits.override(contract.id().model())));
        }
    }

    /**
     * What holds now, whoever said it; times in milliseconds.
     *
     * @param ratePerSecond of each caller
     * @param capPerSecond of all callers together, absent without one
     * @param lanes runs at the same time, absent where the operator leaves it to the processors, as the next two
     * @param queue runs that may wait
     * @param callers requests inside at the same time
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record LimitsView(
            long timeoutMs,
            double ratePerSecond,
            @Nullable Double capPerSecond,
            int maxRows,
            int maxBodyBytes,
            @Nullable Integer lanes,
            @Nullable Integer queue,
            @Nullable Integer callers,
            @Nullable Long expectedP95Ms) {

        private static LimitsView of(Limits limits, LimitsOverride operator) {
            Duration p95 = limits.p95();
            return new LimitsView(
                    limits.timeout().toMillis(),
                    limits.ratePerSecond(),
                    operator.cap(),
                    limits.maxRows(),
                    limits.maxBodyBytes(),
                    operator.lanes(),
                    operator.queue(),
                    operator.callers(),
                    p95 == null ? null : p95.toMillis());
        }
    }

    /** Where a version stands. */
    @JsonNaming(SnakeCaseStrategy.class)
    record VersionView(String version, String state, Instant since, List<String> reasons, List<String> warnings) {

        private static VersionView of(VersionStatus status) {
            return new VersionView(
                    status.id().version(), status.state().name(), status.since(), status.reasons(), status.warnings());
        }
    }
}
