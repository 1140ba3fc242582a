package dev.weft.events;

import dev.weft.events.image.ImageFailed;
import dev.weft.events.model.FeatureBins;
import dev.weft.events.model.ModelDrifted;
import dev.weft.events.model.ModelMeasured;
import dev.weft.events.model.ModelMeasured.Moments;
import dev.weft.events.model.ModelMeasured.Quantiles;
import dev.weft.events.model.ServingRole;
import dev.weft.events.rollout.RolloutAction;
import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.RolloutChanged.Cause;
import dev.weft.events.rollout.RolloutChanged.Ended;
import dev.weft.events.rollout.RolloutChanged.Measured;
import dev.weft.events.rollout.RolloutChanged.Rollout;
import dev.weft.events.rollout.RolloutCondition;
import dev.weft.events.rollout.RolloutObserved;
import dev.weft.events.rollout.RolloutObserved.ReplicaVersion;
import dev.weft.events.rollout.RolloutRefused;
import dev.weft.events.rollout.RolloutRequested;
import dev.weft.events.rollout.RolloutStep;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Generates random records of rollouts, like {@link Samples}. */
final class RolloutSamples extends Draws {

  private final PolicySamples policies;

  RolloutSamples(Random random) {
    super(random);
    policies = new PolicySamples(random);
  }

  RolloutRequested requested() {
    RolloutAction action = oneOf(RolloutAction.values());
    return new RolloutRequested(
        imageId(),
        model(),
        action,
        maybe(() -> random.nextInt(1000)),
        version(action),
        action == RolloutAction.SET_ALIAS || action == RolloutAction.REMOVE_ALIAS ? alias() : null,
        action == RolloutAction.SET_POLICY ? policies.policy() : null,
        maybe(() -> text(0, 3000)),
        maybe(() -> text(1, 100)),
        moment());
  }

  private Integer version(RolloutAction action) {
    return switch (action) {
      case START, SET_ALIAS -> count();
      case ROLLBACK, PIN, UNKNOWN -> maybe(this::count);
      default -> null;
    };
  }

  RolloutChanged changed() {
    return new RolloutChanged(
        model(),
        count(),
        maybe(this::count),
        maybe(random::nextBoolean),
        maybe(policies::policy),
        maybe(this::rollout),
        some(25, this::ended),
        aliases(),
        maybe(this::count),
        cause(),
        moment(),
        maybe(() -> new RolloutChanged.OrderPosition(random.nextInt(100), size())));
  }

  private Map<String, Integer> aliases() {
    var aliases = new HashMap<String, Integer>();
    some(5, this::alias).forEach(alias -> aliases.put(alias, count()));
    return aliases;
  }

  private Rollout rollout() {
    List<RolloutStep> steps = some(6, policies::step);
    return new Rollout(
        imageId(),
        count(),
        maybe(this::count),
        oneOf(RolloutChanged.Phase.values()),
        maybe(() -> random.nextInt(steps.size() + 1)),
        steps,
        policies.analysis(true),
        maybe(this::perCent),
        maybe(this::perCent),
        moment(),
        moment(),
        moment(),
        maybe(() -> text(0, 3000)),
        some(3, this::measurement));
  }

  private Measured measurement() {
    RolloutCondition condition = policies.condition(true);
    return new Measured(
        condition.metric(),
        condition.successCondition(),
        oneOf(RolloutChanged.Verdict.values()),
        maybe(this::loss),
        maybe(this::loss),
        maybe(this::loss),
        maybe(this::size),
        maybe(random::nextBoolean),
        maybe(random::nextBoolean),
        maybe(this::count),
        maybe(this::count),
        maybe(this::count),
        moment(),
        condition.estimated());
  }

  private Ended ended() {
    return new Ended(
        imageId(),
        count(),
        maybe(this::count),
        oneOf(RolloutChanged.Outcome.values()),
        maybe(() -> text(0, 1000)),
        moment(),
        moment());
  }

  private Cause cause() {
    return new Cause(
        oneOf(RolloutChanged.Kind.values()),
        maybe(() -> oneOf(RolloutAction.values())),
        maybe(this::imageId),
        maybe(() -> text(1, 100)),
        maybe(() -> text(0, 3000)));
  }

  RolloutRefused refused() {
    return new RolloutRefused(
        imageId(),
        model(),
        maybe(this::count),
        oneOf(RolloutRefused.Reason.values()),
        text(0, 3000),
        moment());
  }

  RolloutObserved observed() {
    return new RolloutObserved(
        model(),
        text(1, 255),
        maybe(this::count),
        maybe(this::count),
        some(
            3,
            () ->
                new ReplicaVersion(
                    count(),
                    oneOf(RolloutObserved.State.values()),
                    maybe(() -> text(0, 3000)),
                    maybe(this::size))),
        maybe(() -> text(1, 100)),
        maybe(random::nextBoolean),
        moment());
  }

  ModelMeasured measured() {
    Instant from = moment();
    var labels = new HashMap<String, Long>();
    some(5, () -> text(1, 40)).forEach(label -> labels.put(label, size()));
    long compared = size();
    long labeled = size();
    return new ModelMeasured(
        version(),
        oneOf(ServingRole.values()),
        random.nextInt(1000),
        from,
        from.plusMillis(1 + random.nextInt(60_000)),
        maybe(this::size),
        maybe(this::size),
        maybe(this::size),
        quantiles(),
        quantiles(),
        moments(),
        moments(),
        labels,
        compared,
        maybe(() -> random.nextLong(compared + 1)),
        labeled,
        maybe(() -> random.nextLong(labeled + 1)),
        maybe(this::labeledConfidence),
        maybe(this::labeledConfidence),
        maybe(() -> some(4, this::pairs)),
        maybe(() -> atLeastOne(4, () -> atLeastOne(FeatureBins.MOST, this::size))),
        moment());
  }

  private ModelMeasured.LabeledConfidence labeledConfidence() {
    Moments moments = moments();
    return new ModelMeasured.LabeledConfidence(
        moments, random.nextLong(moments.count() + 1), maybe(this::positive));
  }

  private ModelMeasured.LabeledPairs pairs() {
    long both = size() / 4;
    long only = size() / 4;
    long other = size() / 4;
    return new ModelMeasured.LabeledPairs(
        count(), both + only + other + size() / 4, both, only, other);
  }

  private Quantiles quantiles() {
    return new Quantiles(
        maybe(this::size),
        maybe(this::positive),
        maybe(this::positive),
        maybe(this::positive),
        maybe(this::positive),
        maybe(() -> drawn("ABab01+/", 1, 400)));
  }

  private Moments moments() {
    return new Moments(maybe(this::size), maybe(this::seconds), maybe(this::positive));
  }

  private double positive() {
    return Math.abs(seconds());
  }

  ModelDrifted drifted() {
    return new ModelDrifted(
        version(),
        oneOf(ModelDrifted.Of.values()),
        positive(),
        positive(),
        maybe(this::size),
        moment(),
        moment(),
        maybe(this::imageId),
        moment());
  }

  ImageFailed failed() {
    return new ImageFailed(
        imageId(), version(), oneOf(ServingRole.values()), text(0, 3000), moment());
  }

  private String alias() {
    return drawn("abcxyz", 1, 1) + drawn("abcxyz019_-", 0, 62);
  }
}
