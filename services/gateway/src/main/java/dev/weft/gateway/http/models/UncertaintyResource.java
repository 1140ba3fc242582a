package dev.weft.gateway.http.models;

import dev.weft.events.ModelRef;
import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.UncertaintyPolicy;
import dev.weft.gateway.cache.ExpiringValue;
import dev.weft.gateway.http.models.UncertaintyJson.HeldOutJson;
import dev.weft.gateway.http.models.UncertaintyJson.LabeledJson;
import dev.weft.gateway.http.models.UncertaintyJson.ThresholdsJson;
import dev.weft.gateway.http.problem.ProblemKind;
import dev.weft.gateway.http.request.StrictJson;
import dev.weft.gateway.http.rollouts.RolloutViews;
import dev.weft.gateway.models.PublishedModels;
import dev.weft.gateway.uncertainty.LabeledAnswers;
import dev.weft.gateway.uncertainty.VersionRules;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.uncertainty.HeldOutAnswers;
import dev.weft.modelstore.uncertainty.UncertaintyRules;
import dev.weft.modelstore.uncertainty.UncertaintyThresholds;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The policy of a model's uncertain answers, and the effect of another one. */
@Path("/v1/models/{model}/uncertainty")
@Tag(name = "models")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public final class UncertaintyResource {

  private static final Duration DAY = Duration.ofDays(1);

  /** Cached, since a slider sends several requests per second. */
  private static final Duration AGE = Duration.ofSeconds(10);

  private static final int MOST_MODELS = 20;

  private final RolloutViews rollouts;
  private final PublishedModels models;
  private final VersionRules rules;
  private final LabeledAnswers labeled;
  private final Map<ModelRef, ExpiringValue<LastDay>> days = new LinkedHashMap<>(16, 0.75f, true);

  UncertaintyResource(
      RolloutViews rollouts, PublishedModels models, VersionRules rules, LabeledAnswers labeled) {
    this.rollouts = rollouts;
    this.models = models;
    this.rules = rules;
    this.labeled = labeled;
  }

  private record LastDay(Instant since, HeldOutAnswers answers, boolean isSample) {}

  @GET
  @Operation(
      operationId = "uncertainty",
      summary = "Get the uncertainty policy of a model",
      description =
          "Returns the current policy, its thresholds for the serving version, and their effect on"
              + " images with known labels. To change the policy, use PUT /v1/rollouts/{model}.")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = UncertaintyJson.class)))
  @APIResponse(
      responseCode = "404",
      description = "The model does not exist, or has no serving version")
  public UncertaintyJson uncertainty(@PathParam("model") String model) {
    RolloutChanged state = rollouts.require(model);
    return json(state, state.policy().uncertainty());
  }

  @POST
  @Path("/preview")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      operationId = "previewUncertainty",
      summary = "Preview an uncertainty policy",
      description =
          "Returns the thresholds and the effect that the policy would have, without changing"
              + " anything. Settings omitted from the policy default to those of the version.")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = UncertaintyPolicy.class)))
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = UncertaintyJson.class)))
  @APIResponse(responseCode = "400", description = "A setting is unknown or contradicts another")
  @APIResponse(
      responseCode = "404",
      description = "The model does not exist, or has no serving version")
  public UncertaintyJson preview(@PathParam("model") String model, String body) {
    UncertaintyPolicy policy = StrictJson.read(body, UncertaintyPolicy.class);
    return json(rollouts.require(model), policy);
  }

  private UncertaintyJson json(RolloutChanged state, UncertaintyPolicy policy) {
    String model = state.model();
    ModelManifest manifest =
        Optional.ofNullable(state.serving())
            .flatMap(version -> models.version(model, version))
            .orElseThrow(
                () ->
                    ProblemKind.NO_SUCH_VERSION.exception(
                        "No version of %s is serving; publish one.".formatted(model)));
    Optional<UncertaintyRules> own = rules.of(manifest);
    Optional<UncertaintyThresholds> thresholds = UncertaintyRules.under(policy, own);
    boolean hasScore = own.map(UncertaintyRules::hasScore).orElse(false);
    LastDay day = lastDay(new ModelRef(model, manifest.version()));
    UncertaintyThresholds applied = thresholds.orElse(UncertaintyThresholds.NONE);
    return new UncertaintyJson(
        model,
        manifest.version(),
        policy,
        thresholds.map(found -> ThresholdsJson.of(found, hasScore)).orElse(null),
        note(policy, own, manifest),
        own.map(UncertaintyRules::heldOut)
            .filter(heldOut -> !heldOut.known().isEmpty())
            .map(heldOut -> HeldOutJson.of(heldOut.under(applied)))
            .orElse(null),
        LabeledJson.of(day.since(), day.isSample(), day.answers().under(applied)));
  }

  private static String note(
      UncertaintyPolicy policy, Optional<UncertaintyRules> own, ModelManifest manifest) {
    boolean isTarget = policy.answered() != null || policy.precision() != null;
    if (isTarget && !own.map(rule -> rule.heldOut().canChoose()).orElse(false)) {
      return ("version %d was published with too few predictions for held-out images to choose"
              + " thresholds for a target, so the thresholds it was published with apply; a"
              + " training publishes a version with such predictions")
          .formatted(manifest.version());
    }
    if (policy.maximumOutlierScore() != null
        && !own.map(UncertaintyRules::hasScore).orElse(false)) {
      return "version %d has no outlier score, so maximumOutlierScore has no effect"
          .formatted(manifest.version());
    }
    List<String> others =
        policy.minimumConfidenceByClass().keySet().stream()
            .filter(label -> !manifest.classes().contains(label))
            .toList();
    return others.isEmpty()
        ? null
        : "version %d has no class %s".formatted(manifest.version(), String.join(", ", others));
  }

  private LastDay lastDay(ModelRef version) {
    ExpiringValue<LastDay> day;
    synchronized (days) {
      day = days.computeIfAbsent(version, ref -> new ExpiringValue<>(AGE, () -> find(ref)));
      if (days.size() > MOST_MODELS) {
        days.remove(days.keySet().iterator().next());
      }
    }
    return day.get();
  }

  private LastDay find(ModelRef version) {
    Instant since = Instant.now().minus(DAY);
    LabeledAnswers.Found found = labeled.since(since, version);
    return new LastDay(since, new HeldOutAnswers(found.answers(), List.of()), found.isSample());
  }
}
