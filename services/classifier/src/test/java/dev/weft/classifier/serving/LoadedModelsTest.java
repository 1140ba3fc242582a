package dev.weft.classifier.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.classifier.inflight.AnswerUncertainty;
import dev.weft.classifier.inflight.Route;
import dev.weft.classifier.inflight.ServingModel;
import dev.weft.events.ModelRef;
import dev.weft.events.model.ServingRole;
import dev.weft.imaging.Preprocessing;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineInfo;
import java.nio.FloatBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoadedModelsTest {

  private final LoadedModels held = new LoadedModels();

  private static final class ClosableEngine implements Engine {
    private boolean closed;

    @Override
    public EngineInfo info() {
      return new EngineInfo("test", "1", "test", 1);
    }

    @Override
    public float[][] infer(FloatBuffer images, int n) {
      return new float[n][1];
    }

    @Override
    public long residentBytes() {
      return 7;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static ServingModel model(int version, Engine engine) {
    return new ServingModel(
        new ModelRef("m", version),
        List.of("a"),
        Preprocessing.XCEPTION,
        engine,
        1,
        Optional.empty(),
        AnswerUncertainty.unreported(),
        Optional.empty());
  }

  @Test
  void closesTheOldEngineWhenItsLastLeaseIsGivenBack() {
    var old = new ClosableEngine();
    held.become(model(1, old));
    var one = held.lease("x");
    var two = held.lease("y");

    held.become(model(2, new ClosableEngine()));

    assertThat(held.lease("z").route().model().ref().version()).isEqualTo(2);
    assertThat(one.route().model().ref().version()).isEqualTo(1);
    one.close();
    one.close();
    assertThat(old.closed).isFalse();
    two.close();
    assertThat(old.closed).isTrue();
  }

  @Test
  void closesTheEngineAtOnceWhenNobodyNeedsIt() {
    var engine = new ClosableEngine();
    held.become(model(1, engine));
    held.lease("x").close();
    assertThat(engine.closed).isFalse();
    held.close();
    assertThat(engine.closed).isTrue();
  }

  @Test
  void sendsImagesTheWayTheSplitSaysAndAllOfThemBackWhenTheCandidateIsGivenUp() {
    var candidate = new ClosableEngine();
    var serving = model(1, new ClosableEngine());
    held.become(serving, Optional.of(model(2, candidate)), new TrafficSplit("r", 50, 100));
    var roles = new HashSet<ServingRole>();
    for (int i = 0; i < 50; i++) {
      try (var lease = held.lease("image-" + i)) {
        var route = lease.route();
        roles.add(route.role());
        boolean canary = new TrafficSplit("r", 50, 0).isCandidates("image-" + i);
        assertThat(route.model().ref().version()).isEqualTo(canary ? 2 : 1);
        assertThat(route.serving()).isSameAs(serving);
        assertThat(route.shadow().isPresent()).isEqualTo(!canary);
        assertThat(lease.isObsolete()).isFalse();
      }
    }
    assertThat(roles).containsExactlyInAnyOrder(ServingRole.PRIMARY, ServingRole.CANARY);

    held.become(serving);

    assertThat(candidate.closed).isTrue();
    assertThat(held.lease("image-1").route()).isEqualTo(Route.primary(serving));
  }

  @Test
  void aLeaseKeepsACandidateThatIsGivenUpAndSaysThatItIs() {
    var candidate = new ClosableEngine();
    var serving = model(1, new ClosableEngine());
    held.become(serving, Optional.of(model(2, candidate)), new TrafficSplit("r", 0, 100));
    var answered = held.lease("x");
    var shadow = answered.again();
    answered.close();
    held.become(serving);
    assertThat(shadow.isObsolete()).isTrue();
    assertThat(candidate.closed).isFalse();
    shadow.close();
    assertThat(candidate.closed).isTrue();
  }

  @Test
  void aPromotedCandidateGoesOnWithoutBeingLoadedAgain() {
    var old = new ClosableEngine();
    var engine = new ClosableEngine();
    var candidate = model(2, engine);
    held.become(model(1, old), Optional.of(candidate), new TrafficSplit("r", 100, 0));
    held.become(candidate);
    assertThat(old.closed).isTrue();
    assertThat(engine.closed).isFalse();
    assertThat(held.lease("x").route()).isEqualTo(Route.primary(candidate));
    assertThat(held.residentBytes()).isEqualTo(7);
  }

  @Test
  void leasesNothingBeforeAModelServes() {
    assertThatThrownBy(() -> held.lease("x")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void leasesAVersionThatTakesPartByItsNumber() {
    var serving = model(1, new ClosableEngine());
    var engine = new ClosableEngine();
    var candidate = model(2, engine);
    assertThat(held.leaseVersion(1)).isEmpty();
    assertThat(held.versions()).isEmpty();
    held.become(serving, Optional.of(candidate), TrafficSplit.NONE);
    assertThat(held.versions()).containsExactly(1, 2);
    assertThat(held.leaseVersion(3)).isEmpty();
    var one = held.leaseVersion(1).orElseThrow();
    var two = held.leaseVersion(2).orElseThrow();
    assertThat(one.route()).isEqualTo(Route.primary(serving));
    assertThat(two.route()).isEqualTo(Route.canary(candidate, serving));

    held.become(serving);
    assertThat(held.leaseVersion(2)).isEmpty();
    assertThat(engine.closed).isFalse();
    two.close();
    assertThat(engine.closed).isTrue();
  }
}
