package dev.weft.classifier.app;

import dev.weft.classifier.pipeline.DirectImages;
import dev.weft.classifier.pipeline.Journeys;
import dev.weft.classifier.pipeline.PipelineListener;
import dev.weft.classifier.pipeline.PipelineStatus;
import dev.weft.classifier.pipeline.ServingModel;
import dev.weft.events.ImageClassified;
import dev.weft.events.ImageFailed;
import dev.weft.events.ImageRejected;
import dev.weft.events.ModelRef;
import dev.weft.events.Role;
import dev.weft.telemetry.Traces;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.function.ToIntFunction;

/** What the pipeline does, as meters under {@code weft.classifier}. */
@Singleton
class Metrics implements PipelineListener {

  private static final String PREFIX = "weft.classifier.";

  private final MeterRegistry registry;
  private final Journeys journeys;
  private final Timer queue;
  private final Timer fetch;
  private final Timer decode;
  private final Timer endToEnd;
  private final Timer commit;

  @Inject
  Metrics(MeterRegistry registry, Traces traces, ImageTraces images) {
    this.registry = registry;
    this.journeys = traces.isOn() ? images : Journeys.NONE;
    this.queue = timer("queue", "from the upload event to the start of the fetch");
    this.fetch = timer("fetch", "reading an image from the object store");
    this.decode = timer("decode", "bytes to tensor");
    this.endToEnd = timer("end.to.end", "from the upload to the committed prediction");
    this.commit = timer("commit", "a transaction of results and offsets");
  }

  @Override
  public Journeys journeys() {
    return journeys;
  }

  private Timer timer(String name, String description) {
    return Timer.builder(PREFIX + name)
        .description(description)
        .publishPercentileHistogram()
        .minimumExpectedValue(Duration.ofMillis(1))
        .maximumExpectedValue(Duration.ofMinutes(1))
        .register(registry);
  }

  /** Reads the gauges from the service. */
  void watch(ClassifierService service) {
    gauge(
        service, "in.flight", "images taken from Kafka and not answered", PipelineStatus::inFlight);
    gauge(service, "partitions", "partitions assigned", PipelineStatus::partitions);
    gauge(service, "failing", "stages that are being tried again", s -> s.failing().size());
    Gauge.builder(PREFIX + "serving", service, s -> s.model().isServing() ? 1 : 0)
        .description("1 when a model serves")
        .register(registry);
    Gauge.builder(
            PREFIX + "inference.waiting",
            service,
            s -> s.direct().map(DirectImages::waiting).orElse(0).doubleValue())
        .description("images that clients wait for without Kafka")
        .register(registry);
    Gauge.builder(PREFIX + "model.bytes", service, s -> (double) s.modelBytes())
        .description("memory that loaded versions hold, roughly")
        .register(registry);
  }

  private void gauge(
      ClassifierService service,
      String name,
      String description,
      ToIntFunction<PipelineStatus> value) {
    Gauge.builder(
            PREFIX + name,
            service,
            s -> s.pipeline().map(value::applyAsInt).orElse(0).doubleValue())
        .description(description)
        .register(registry);
  }

  private static Tags tags(ModelRef model, String role) {
    return Tags.of("model", model.name(), "version", Integer.toString(model.version()))
        .and("role", role);
  }

  private static Tags tags(String engine, ModelRef model, Role role) {
    return tags(model, role.name().toLowerCase(Locale.ROOT)).and("engine", engine);
  }

  @Override
  public void inferred(ServingModel model, Role role, int images, double seconds) {
    var tags = tags(model.engine().info().name(), model.ref(), role);
    Timer.builder(PREFIX + "infer")
        .description("the engine's run of one batch")
        .tags(tags)
        .publishPercentileHistogram()
        .register(registry)
        .record(duration(seconds));
    DistributionSummary.builder(PREFIX + "batch.size")
        .description("images of a batch")
        .tags(tags)
        .register(registry)
        .record(images);
  }

  @Override
  public void classified(ImageClassified event, double seconds) {
    var timings = event.timings();
    queue.record(duration(timings.queueSeconds()));
    fetch.record(duration(timings.fetchSeconds()));
    decode.record(duration(timings.decodeSeconds()));
    endToEnd.record(duration(seconds));
    count(event);
  }

  @Override
  public void shadowed(ImageClassified event) {
    count(event);
  }

  private void count(ImageClassified event) {
    registry
        .counter(
            PREFIX + "results",
            tags(event.engine(), event.model(), event.role()).and("result", "classified"))
        .increment();
  }

  @Override
  public void shadowDropped(ModelRef model) {
    registry.counter(PREFIX + "shadow.dropped", tags(model, "shadow")).increment();
  }

  @Override
  public void failed(ImageFailed event) {
    registry
        .counter(
            PREFIX + "failures", tags(event.model(), event.role().name().toLowerCase(Locale.ROOT)))
        .increment();
  }

  @Override
  public void rejected(ImageRejected event) {
    var model = event.model();
    registry
        .counter(
            PREFIX + "results",
            Tags.of("engine", "", "role", "", "model", model == null ? "" : model.name())
                .and("version", model == null ? "0" : Integer.toString(model.version()))
                .and("result", event.reason().code()))
        .increment();
  }

  @Override
  public void repeated() {
    registry.counter(PREFIX + "repeated").increment();
  }

  @Override
  public void retrying(Stage stage, Throwable cause) {
    registry
        .counter(PREFIX + "retries", "stage", stage.name().toLowerCase(Locale.ROOT))
        .increment();
  }

  @Override
  public void committed(int results, double seconds) {
    commit.record(duration(seconds));
  }

  private static Duration duration(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }
}
