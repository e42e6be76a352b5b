package io.plimsoll.api;

import io.plimsoll.contract.Contract;
import io.plimsoll.guard.Access;
import io.plimsoll.guard.Callers;
import io.plimsoll.guard.LimitsInForce;
import io.plimsoll.lifecycle.Catalogue;
import io.plimsoll.lifecycle.ModelStatus;
import io.plimsoll.prediction.Failure;
import io.plimsoll.release.Releases;
import io.plimsoll.routing.Router;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows which models are here, where their versions stand, and what may be sent to them. */
@RestController
class ModelsController {

    private final Catalogue catalogue;
    private final Router router;
    private final Releases releases;
    private final LimitsInForce limits;
    private final Access access;

    ModelsController(Catalogue catalogue, Router router, Releases releases, LimitsInForce limits, Access access) {
        this.limits = limits;
        this.access = access;
        this.catalogue = catalogue;
        this.releases = releases;
        this.router = router;
    }

    @GetMapping(path = "/v1/models", produces = "application/json")
    Map<String, List<ModelView>> models() {
        String defaultModel = router.table().defaultModel();
        return Map.of(
                "models",
                catalogue.models().stream()
                        .filter(status -> Callers.current().mayUse(status.model()))
                        .map(status -> ModelView.of(status, defaultModel, limits))
                        .toList());
    }

    @GetMapping(path = "/v1/models/{model}", produces = "application/json")
    ModelView model(@PathVariable String model) {
        ModelStatus found = find(model);
        boolean operator = Callers.current().isOperator();
        List<ReleaseView> history = releases.history(model).stream()
                .map(release -> operator ? ReleaseView.of(release) : ReleaseView.forCallers(release))
                .toList();
        return ModelView.of(
                found,
                router.table().defaultModel(),
                limits,
                history.isEmpty() ? null : history,
                releases.forked(model));
    }

    @GetMapping(
            path = "/v1/models/{model}/schema",
            produces = {"application/schema+json", "application/json"})
    JsonObject schema(@PathVariable String model) {
        return RequestSchema.document(contract(model));
    }

    /** Made anew for each request, from what serves at that moment. */
    @GetMapping(path = "/v3/api-docs", produces = "application/json")
    JsonObject openApi() {
        List<ModelStatus> models = catalogue.models().stream()
                .filter(status -> Callers.current().mayUse(status.model()))
                .toList();
        return OpenApi.document(models, router.table().defaultModel(), limits, access.mode());
    }

    @ExceptionHandler
    void refuse(Refused refused, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Envelope.failed(refused.failure, null, Trace.idOf(request)).send(response);
    }

    private ModelStatus find(String model) {
        return catalogue
                .model(model)
                .filter(found -> Callers.current().mayUse(found.model()))
                .orElseThrow(() -> new Refused(new Failure.UnknownModel()));
    }

    private Contract contract(String model) {
        ModelStatus.Served served = find(model).served();
        if (served == null) {
            throw new Refused(new Failure.NotReady("no version of this model answers now"));
        }
        return served.contract();
    }

    /** Carries a failure past the return type of a controller's method. */
    static final class Refused extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1;

        private final transient Failure failure;

        Refused(Failure failure) {
            super(failure.message(), null, false, false);
            this.failure = failure;
        }
    }
}
