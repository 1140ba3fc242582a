package dev.weft.classifier.app;

import dev.weft.classifier.inflight.ServingModel;
import dev.weft.classifier.observe.ImageTracing;
import dev.weft.classifier.observe.PipelineListener;
import dev.weft.classifier.pipeline.PipelineStatus;
import dev.weft.classifier.synchronous.SynchronousInference;
import dev.weft.events.ModelRef;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ImageFailed;
import dev.weft.events.image.ImageRejected;
import dev.weft.events.image.UncertaintyReason;
import dev.weft.events.model.ServingRole;
import dev.weft.telemetry.Traces;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/** Meters of the pipeline under {@code weft.classifier}. */
@Singleton
class Metrics implements PipelineListener {

  private static final String PREFIX = "weft.classifier.";

  private final MeterRegistry registry;
  private final Traces traces;
  private final ImageTracing tracing;
  private final Timer commit;
  private final Map<String, ImageTimers> timers = new ConcurrentHashMap<>();

  /** Timers of an image's stages. */
  private record ImageTimers(Timer queue, Timer fetch, Timer decode, Timer endToEnd) {}

  @Inject
  Metrics(MeterRegistry registry, Traces traces) {
    this(registry, traces, ImageTracing.NONE);
  }

  private Metrics(MeterRegistry registry, Traces traces, ImageTracing tracing) {
    this.registry = registry;
    this.traces = traces;
    this.tracing = tracing;
    this.commit =
        timer("commit", "Time to commit a transaction of predictions and offsets", Tags.empty());
  }

  /**
   * The same meters, with traces of one pipeline's images: all pipelines read the same records.
   *
   * @param group its consumer group
   */
  Metrics of(String group) {
    return new Metrics(
        registry, traces, traces.isOn() ? new ImageTraces(traces, group) : ImageTracing.NONE);
  }

  @Override
  public ImageTracing tracing() {
    return tracing;
  }

  private Timer timer(String name, String description, Tags tags) {
    return Timer.builder(PREFIX + name)
        .description(description)
        .tags(tags)
        .publishPercentileHistogram()
        .minimumExpectedValue(Duration.ofMillis(1))
        .maximumExpectedValue(Duration.ofMinutes(1))
        .register(registry);
  }

  private ImageTimers timers(String model) {
    var tags = Tags.of("model", model);
    return timers.computeIfAbsent(
        model,
        name ->
            new ImageTimers(
                timer("queue", "Time from the upload event to the start of the fetch", tags),
                timer("fetch", "Time to fetch an image from the object store", tags),
                timer("decode", "Time to decode an image to a tensor", tags),
                timer("end.to.end", "Time from upload to committed prediction", tags)));
  }

  /** Adds a model, whose gauges read its service. */
  void watch(ModelService model) {
    timers(model.name());
    gauge(
        model,
        "in.flight",
        "Number of images consumed from Kafka and not yet answered",
        PipelineStatus::inFlight);
    gauge(model, "partitions", "Number of assigned partitions", PipelineStatus::partitions);
    gauge(
        model,
        "failing",
        "Number of pipeline stages that are failing and being retried",
        s -> s.failing().size());
    gauge(
        "serving",
        "1 if the model is serving, otherwise 0",
        model,
        s -> s.state().isServing() ? 1 : 0);
    gauge(
        "inference.waiting",
        "Number of images of synchronous requests that wait for inference",
        model,
        s -> s.direct().map(SynchronousInference::waiting).orElse(0));
    gauge(
        "model.bytes",
        "Estimated memory used by loaded model versions",
        model,
        ModelService::modelBytes);
  }

  private void gauge(
      ModelService model, String name, String description, ToIntFunction<PipelineStatus> value) {
    gauge(name, description, model, s -> s.pipeline().map(value::applyAsInt).orElse(0));
  }

  private void gauge(
      String name, String description, ModelService model, ToDoubleFunction<ModelService> value) {
    Gauge.builder(PREFIX + name, model, value)
        .description(description)
        .tag("model", model.name())
        .register(registry);
  }

  private static Tags tags(ModelRef model, String role) {
    return Tags.of("model", model.name(), "version", Integer.toString(model.version()))
        .and("role", role);
  }

  private static Tags tags(String engine, ModelRef model, ServingRole role) {
    return tags(model, role.name().toLowerCase(Locale.ROOT)).and("engine", engine);
  }

  @Override
  public void inferred(ServingModel model, ServingRole role, int images, double seconds) {
    var tags = tags(model.engine().info().name(), model.ref(), role);
    Timer.builder(PREFIX + "infer")
        .description("Inference time of a batch")
        .tags(tags)
        .publishPercentileHistogram()
        .register(registry)
        .record(duration(seconds));
    DistributionSummary.builder(PREFIX + "batch.size")
        .description("Number of images in a batch")
        .tags(tags)
        .register(registry)
        .record(images);
  }

  @Override
  public void classified(ImageClassified event, double seconds) {
    var timings = event.timings();
    var timers = timers(event.model().name());
    timers.queue().record(duration(timings.queueSeconds()));
    timers.fetch().record(duration(timings.fetchSeconds()));
    timers.decode().record(duration(timings.decodeSeconds()));
    timers.endToEnd().record(duration(seconds));
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
    if (event.uncertainty() != null) {
      for (UncertaintyReason reason : event.uncertainty().reasons()) {
        registry
            .counter(
                PREFIX + "uncertain",
                tags(event.model(), event.role().name().toLowerCase(Locale.ROOT))
                    .and("reason", reason.code()))
            .increment();
      }
    }
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

  @Override
  public void featuresKept(int images) {
    features("answer", images);
  }

  @Override
  public void featuresComputed(int images) {
    features("label", images);
  }

  private void features(String source, int images) {
    Counter.builder(PREFIX + "features")
        .description("Images whose features were computed for trainings")
        .tag("source", source)
        .register(registry)
        .increment(images);
  }

  private static Duration duration(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }
}
