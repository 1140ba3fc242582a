package dev.weft.xception.engine.openvino;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import dev.weft.base.LoadPriority;
import dev.weft.modelstore.ModelFiles;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineInfo;
import dev.weft.xception.engine.MeasuredOutput;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Concurrent calls of an engine, with a library that only waits. */
@Timeout(300)
class OpenVinoEngineTest {
  private static final ModelFiles FILES =
      new ModelFiles(Path.of("model.onnx"), Path.of("weights.safetensors"), 3, 1, 1);

  /** The memory of every tensor. */
  private final Memory values = new Memory(3 * Float.BYTES);

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch gate = new CountDownLatch(1);

  @Test
  void theWaitForAnotherCallIsNotPartOfTheTimeOfARun() throws Exception {
    FloatBuffer image =
        ByteBuffer.allocateDirect(3 * Float.BYTES).order(ByteOrder.nativeOrder()).asFloatBuffer();
    try (Engine engine =
        new OpenVinoEngine(
            new EngineInfo("openvino", "1", "CPU", 1),
            FILES,
            new OpenVinoRuntime(library()),
            Pointer.NULL,
            0)) {
      var first = CompletableFuture.supplyAsync(() -> engine.infer(image, 1));
      begun.await();
      // Work of low priority does not wait for the cores, but for the request.
      var waiting = new AtomicReference<Thread>();
      var ended = new AtomicLong();
      var second =
          CompletableFuture.supplyAsync(
              () ->
                  LoadPriority.BACKGROUND.call(
                      () -> {
                        waiting.set(Thread.currentThread());
                        MeasuredOutput measured = engine.measure(image, 1, false);
                        ended.set(System.nanoTime());
                        return measured;
                      }));
      while (!isBlocked(waiting.get())) {
        assertThat(second).isNotDone();
        Thread.onSpinWait();
      }
      long opened = System.nanoTime();
      gate.countDown();
      MeasuredOutput measured = second.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);

      assertThat(measured.seconds()).isBetween(0.0, (ended.get() - opened) / 1e9);
      assertThat(measured.output().logits()).hasDimensions(1, 3);
      assertThat(first.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).hasDimensions(1, 3);
    }
  }

  private static boolean isBlocked(Thread thread) {
    return thread != null && thread.getState() == Thread.State.BLOCKED;
  }

  private OpenVinoApi library() {
    return (OpenVinoApi)
        Proxy.newProxyInstance(
            OpenVinoApi.class.getClassLoader(),
            new Class<?>[] {OpenVinoApi.class},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "getOpenvinoVersion":
                  return 1;
                case "inferRequestInfer":
                  begun.countDown();
                  gate.await();
                  return 0;
                case "tensorGetByteSize":
                  ((LongByReference) arguments[1]).setValue(values.size());
                  return 0;
                case "tensorData":
                  ((PointerByReference) arguments[1]).setValue(values);
                  return 0;
                default:
                  return method.getReturnType() == int.class ? 0 : null;
              }
            });
  }
}
