package dev.weft.gateway.labels;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.weft.events.label.ImageLabeled;
import dev.weft.events.label.LabelSelection;
import dev.weft.gateway.cache.ExpiringValue;
import dev.weft.gateway.trainings.TrainingView;
import dev.weft.gateway.trainings.Trainings;
import dev.weft.gateway.views.ImageQueries;
import dev.weft.gateway.views.ImageView;
import dev.weft.objectstore.GetResult;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoreRefusedException;
import dev.weft.objectstore.StoreUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Finds labels that the newest report of each model doubts and that have not been set or confirmed
 * since. A label that a person has confirmed is not offered again, even if a later report doubts
 * it.
 *
 * <p>Bounded: each report is read once and the {@value #MOST_OF_REPORT} most doubtful labels are
 * kept, for the models of the trainings that the gateway remembers. Thread-safe.
 */
public final class DoubtfulLabels {

  private static final Logger LOG = Logger.getLogger(DoubtfulLabels.class);
  private static final Duration AGE = Duration.ofSeconds(2);
  private static final int MOST_OF_REPORT = 100;
  private static final int MAX_REPORT_BYTES = 16 << 20;

  private static final ObjectMapper JSON =
      JsonMapper.builder().addModule(new JavaTimeModule()).build();

  private final Trainings trainings;
  private final ObjectStore store;
  private final String bucket;
  private final ImageQueries views;
  private final ExpiringValue<List<DoubtfulImage>> open;
  private Map<String, Report> reports = Map.of();

  /**
   * @param bucket of the trainings' reports
   */
  public DoubtfulLabels(Trainings trainings, ObjectStore store, String bucket, ImageQueries views) {
    this.trainings = trainings;
    this.store = store;
    this.bucket = bucket;
    this.views = views;
    this.open = new ExpiringValue<>(AGE, this::find);
  }

  /**
   * An image whose label is doubted.
   *
   * @param doubt from the report
   * @param trainingId the training of the report
   * @param image view of the image
   */
  public record DoubtfulImage(Doubt doubt, String trainingId, ImageView image) {

    /** The image as a candidate of the label queue. */
    public Candidate candidate() {
      return new Candidate(
          doubt.score(),
          List.of(Reason.DOUBTFUL),
          doubt.score(),
          null,
          LabelSelection.DOUBTFUL,
          image);
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Report(Instant startedAt, List<Doubt> doubtfulLabels) {
    private static final Report NONE = new Report(null, List.of());

    Report {
      startedAt = startedAt == null ? Instant.EPOCH : startedAt;
      doubtfulLabels =
          doubtfulLabels == null
              ? List.of()
              : doubtfulLabels.stream().limit(MOST_OF_REPORT).toList();
    }
  }

  /**
   * The images to offer, the most doubtful first; cached for some seconds.
   *
   * @throws dev.weft.gateway.views.ViewsUnavailableException if a partition has no owner now
   */
  public List<DoubtfulImage> toAsk() {
    return open.get();
  }

  private List<DoubtfulImage> find() {
    Map<String, Report> newest = new HashMap<>();
    List<DoubtfulImage> found = new ArrayList<>();
    for (TrainingView training : newestWithReport()) {
      String key = training.progress().report();
      Report report = reports.get(key);
      if (report == null) {
        report = read(key);
      }
      if (report == null) {
        continue;
      }
      newest.put(key, report);
      for (Doubt doubt : report.doubtfulLabels()) {
        Instant since = report.startedAt();
        views
            .get(doubt.imageId())
            .filter(image -> isOpen(doubt, since, image.labeled()))
            .ifPresent(image -> found.add(new DoubtfulImage(doubt, training.id(), image)));
      }
    }
    reports = newest;
    found.sort(
        Comparator.<DoubtfulImage>comparingDouble(image -> image.doubt().score())
            .reversed()
            .thenComparing(image -> image.doubt().imageId()));
    return List.copyOf(found);
  }

  /** Whether the label is still the one that is doubted, and has not been set again since. */
  private static boolean isOpen(Doubt doubt, Instant since, ImageLabeled labeled) {
    return labeled != null
        && labeled.label().equals(doubt.label())
        && !labeled.confirmed()
        && !labeled.labeledAt().isAfter(since);
  }

  /** The newest training with a report, of each model. */
  private Iterable<TrainingView> newestWithReport() {
    Map<String, TrainingView> byModel = new LinkedHashMap<>();
    for (TrainingView training : trainings.newest(null, Integer.MAX_VALUE)) {
      if (training.state().isEnd() && training.progress().report() != null) {
        byModel.putIfAbsent(training.model(), training);
      }
    }
    return byModel.values();
  }

  /** Null while the store does not answer; an unreadable report has no doubts. */
  private Report read(String key) {
    try {
      return store.get(bucket, key, MAX_REPORT_BYTES) instanceof GetResult.Found found
          ? JSON.readValue(found.bytes(), Report.class)
          : Report.NONE;
    } catch (IOException e) {
      LOG.warnf("the report %s cannot be read and is ignored: %s", key, e.getMessage());
      return Report.NONE;
    } catch (StoreUnavailableException | StoreRefusedException e) {
      LOG.debugf("%s cannot be read at the moment: %s", key, e.getMessage());
      return null;
    }
  }
}
