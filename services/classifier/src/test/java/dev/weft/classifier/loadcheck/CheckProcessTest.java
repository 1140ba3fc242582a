package dev.weft.classifier.loadcheck;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.classifier.loadcheck.CheckProcess.Outcome;
import dev.weft.classifier.serving.Guards;
import dev.weft.classifier.serving.Misbehaving;
import dev.weft.classifier.serving.TinyModels;
import dev.weft.modelstore.GoldenCase;
import dev.weft.modelstore.ModelFiles;
import dev.weft.xception.engine.EngineOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a version does to the process that checks it, this process continues and reports the
 * cause.
 */
@Timeout(900)
class CheckProcessTest {

  @TempDir private Path dir;
  private CheckRequest request;

  @BeforeEach
  void publishOne() throws Exception {
    var models = new TinyModels(dir);
    var bundle = models.store.fetch(TinyModels.NAME, models.publish(), dir.resolve("cache"));
    request = request(bundle.files(), bundle.golden());
  }

  private static CheckRequest request(ModelFiles files, GoldenCase golden) {
    return new CheckRequest(files, golden, new EngineOptions("onnx-cpu", 1, 2, 0), true, true);
  }

  private Outcome check(Class<?> main, Duration timeout, long memoryBytes) throws Exception {
    var limits = Guards.limits(true, timeout, memoryBytes);
    return new CheckProcess(limits, main).check(request, 4L << 20);
  }

  private String crash(Class<?> main, Duration timeout, long memoryBytes) throws Exception {
    Outcome outcome = check(main, timeout, memoryBytes);
    assertThat(outcome).isInstanceOf(Outcome.Crashed.class);
    return ((Outcome.Crashed) outcome).reason();
  }

  @Test
  void aVersionThatIsInOrderPasses() throws Exception {
    assertThat(check(CheckMain.class, TIMEOUT, 0))
        .isInstanceOfSatisfying(
            Outcome.Passed.class, passed -> assertThat(passed.took()).isPositive());
  }

  @Test
  void aVersionThatAnswersOtherwiseIsRefusedWithTheReason() throws Exception {
    request = request(request.files(), new GoldenCase(new float[] {9, 9, 9}));
    assertThat(check(CheckMain.class, TIMEOUT, 0))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.reason()).contains("golden check failed", "9.0"));
  }

  @Test
  void aProcessThatAbortsIsACrash() throws Exception {
    assertThat(crash(Misbehaving.Aborting.class, TIMEOUT, 0)).contains("crashed", "signal 6");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aSegmentationFaultIsToldWithWhereItCameFrom() throws Exception {
    assertThat(crash(Misbehaving.Segfaulting.class, TIMEOUT, 0))
        .contains("crashed the process that checks it: SIGSEGV (0xb)", "jna");
  }

  @Test
  void aProcessThatHangsIsEndedInTime() throws Exception {
    assertThat(crash(Misbehaving.Hanging.class, Duration.ofSeconds(1), 0))
        .contains("did not finish within PT1S", "weft.classifier.loading.timeout");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aProcessThatTakesMemoryWithoutEndIsEndedAtTheLimit() throws Exception {
    assertThat(crash(Misbehaving.Hoarding.class, TIMEOUT, 256L << 20))
        .contains("more than 256 MiB", "weft.classifier.loading.memory");
  }

  @Test
  void aProcessWhoseHeapIsFullIsACrash() throws Exception {
    assertThat(crash(Misbehaving.FillingTheHeap.class, TIMEOUT, 0)).contains("exit code 1");
  }

  @Test
  void whatAProcessSaysIsReadAndNotKept() throws Exception {
    assertThat(check(Misbehaving.Talking.class, TIMEOUT, 0)).isInstanceOf(Outcome.Passed.class);
  }

  @Test
  void aProcessWhoseParentIsGoneEnds() throws Exception {
    Process process = ChildJvm.builder(CheckMain.class, dir, 64L << 20, 0, true).start();
    process.getOutputStream().close();
    assertThat(process.waitFor()).isNotEqualTo(CheckMain.PASSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"WEFT_S3_SECRET_KEY", "AWS_SECRET_ACCESS_KEY", "JAVA_TOOL_OPTIONS"})
  void noKeysAndOptionsOfThisProcessAreHandedOn(String name) {
    var builder = ChildJvm.builder(CheckMain.class, dir, 64L << 20, 0, true);
    assertThat(builder.environment()).doesNotContainKey(name);
  }

  @Test
  void anotherEngineIsAnotherSetting() {
    assertThat(ChildJvm.fingerprint(Map.of("engine", "onnx-cpu")))
        .isEqualTo(ChildJvm.fingerprint(Map.of("engine", "onnx-cpu")))
        .isNotEqualTo(ChildJvm.fingerprint(Map.of("engine", "dl4j-cpu")));
  }
}
