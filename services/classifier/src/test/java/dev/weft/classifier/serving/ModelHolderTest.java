package dev.weft.classifier.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.classifier.pipeline.ServingModel;
import dev.weft.events.ModelRef;
import dev.weft.imaging.Preprocessing;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineInfo;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelHolderTest {

  private final ModelHolder holder = new ModelHolder();

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
    public void close() {
      closed = true;
    }
  }

  private static ServingModel model(int version, Engine engine) {
    return new ServingModel(
        new ModelRef("m", version), List.of("a"), Preprocessing.XCEPTION, engine, 1);
  }

  @Test
  void closesTheOldEngineWhenItsLastLeaseIsGivenBack() {
    var old = new ClosableEngine();
    holder.swap(model(1, old));
    var one = holder.lease("x");
    var two = holder.lease("y");

    holder.swap(model(2, new ClosableEngine()));

    assertThat(holder.lease("z").model().ref().version()).isEqualTo(2);
    assertThat(one.model().ref().version()).isEqualTo(1);
    one.close();
    one.close();
    assertThat(old.closed).isFalse();
    two.close();
    assertThat(old.closed).isTrue();
  }

  @Test
  void closesTheEngineAtOnceWhenNobodyNeedsIt() {
    var engine = new ClosableEngine();
    holder.swap(model(1, engine));
    holder.lease("x").close();
    assertThat(engine.closed).isFalse();
    holder.close();
    assertThat(engine.closed).isTrue();
  }

  @Test
  void leasesNothingBeforeAModelServes() {
    assertThatThrownBy(() -> holder.lease("x")).isInstanceOf(IllegalStateException.class);
  }
}
