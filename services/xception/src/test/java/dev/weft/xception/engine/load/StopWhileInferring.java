package dev.weft.xception.engine.load;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;

import dev.weft.modelstore.ModelFiles;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineCandidate;
import dev.weft.xception.engine.EngineOptions;
import dev.weft.xception.engine.GoldenCheck;
import dev.weft.xception.engine.onnx.OnnxCpu;
import dev.weft.xception.engine.openvino.OpenVino;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A program that stops during inference, and whose shutdown waits for 50 more results. */
final class StopWhileInferring {
  static final int EXIT_CODE = 7;

  private StopWhileInferring() {}

  /**
   * Arguments: the ONNX file of a model with 71x71 pixels and ten classes; optionally the folder of
   * OpenVINO's libraries, which then runs it instead of ONNX Runtime.
   */
  public static void main(String[] arguments) {
    ModelFiles files = new ModelFiles(Path.of(arguments[0]), Path.of("unused"), 10, 71, 71);
    Engine engine = candidate(arguments).load(files, EngineOptions.auto(1));
    FloatBuffer images = GoldenCheck.images(files, 1);
    CountDownLatch answers = new CountDownLatch(50);
    CountDownLatch stopping = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitAnswers(stopping, answers)));
    Thread worker =
        new Thread(
            () -> {
              while (true) {
                engine.infer(images, 1);
                if (stopping.getCount() == 0) {
                  answers.countDown();
                }
              }
            });
    worker.start();
    engine.infer(images, 1);
    System.exit(EXIT_CODE);
  }

  private static EngineCandidate candidate(String[] arguments) {
    if (arguments.length == 1) {
      return OnnxCpu.inFloat32();
    }
    return OpenVino.variants(Path.of(arguments[1])).stream()
        .filter(variant -> variant.engine().equals(OpenVino.NAME))
        .findFirst()
        .orElseThrow();
  }

  private static void awaitAnswers(CountDownLatch stopping, CountDownLatch answers) {
    stopping.countDown();
    try {
      if (!answers.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
