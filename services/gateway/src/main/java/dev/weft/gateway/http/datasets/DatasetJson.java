package dev.weft.gateway.http.datasets;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.weft.datasets.DatasetFilter;
import dev.weft.datasets.NamedDataset;
import dev.weft.events.label.LabelSource;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A named data set in the API. */
@Schema(name = "Dataset")
public record DatasetJson(
    @Schema(examples = "autumn-2026") String name,
    @Schema(description = "whose labels they are", examples = "tops") String model,
    @Schema(description = "by which they were chosen; all labels of the model if it is empty")
        FilterJson filter,
    @Schema(
            description =
                "SHA-256 of the images' lines: the same images with the same labels have the same")
        String id,
    int images,
    @Schema(description = "sorted by label") List<LabelJson> labels,
    Instant createdAt,
    Links links) {

  /** Selects labeled images of the model that meet all conditions. */
  @Schema(name = "DatasetFilter")
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record FilterJson(
      @Schema(description = "images with one of these; any, if there is none", examples = "[polo]")
          List<String> labels,
      @Schema(
              description = "where the label came from",
              enumeration = {"person", "folder", "csv", "label-studio", "object-store"})
          String source,
      @Schema(description = "who gave the label", examples = "ann") String by,
      @Schema(description = "that the image has all of", examples = "{\"shop\": \"north\"}")
          Map<String, String> tags,
      @Schema(format = "date-time", description = "labeled then or later") String since,
      @Schema(format = "date-time", description = "labeled before") String until) {

    public FilterJson {
      if (labels != null && labels.stream().anyMatch(Objects::isNull)) {
        throw new IllegalArgumentException("labels must hold labels, but holds null");
      }
      if (tags != null && tags.values().stream().anyMatch(Objects::isNull)) {
        throw new IllegalArgumentException("tags must have values, but one is null");
      }
    }

    static FilterJson of(DatasetFilter filter) {
      return new FilterJson(
          filter.labels(),
          filter.source() == null ? null : filter.source().code(),
          filter.by(),
          filter.tags(),
          filter.since() == null ? null : filter.since().toString(),
          filter.until() == null ? null : filter.until().toString());
    }

    /**
     * Converts the filter.
     *
     * @throws IllegalArgumentException if it is invalid
     */
    DatasetFilter toFilter() {
      return new DatasetFilter(
          labels, source(source), by, tags, moment("since", since), moment("until", until));
    }

    private static LabelSource source(String code) {
      return code == null
          ? null
          : LabelSource.ofCode(code)
              .filter(source -> source != LabelSource.UNKNOWN)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "source must be one of person, folder, csv, label-studio, object-store,"
                              + " but is "
                              + code));
    }

    private static Instant moment(String name, String text) {
      try {
        return text == null ? null : OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeException e) {
        throw new IllegalArgumentException(
            "%s must look like 2026-11-01T00:00:00Z, but is %s".formatted(name, text), e);
      }
    }
  }

  /** Number of images of a label. */
  @Schema(name = "DatasetLabel")
  public record LabelJson(String label, int images) {}

  /** Links to related resources. */
  @Schema(name = "DatasetLinks")
  public record Links(
      String self, @Schema(description = "the images, a line each") String images) {}

  static DatasetJson of(NamedDataset dataset) {
    String self = path(dataset.name());
    return new DatasetJson(
        dataset.name(),
        dataset.model(),
        FilterJson.of(dataset.filter()),
        dataset.id(),
        dataset.images(),
        dataset.labels().entrySet().stream()
            .map(label -> new LabelJson(label.getKey(), label.getValue()))
            .toList(),
        dataset.createdAt(),
        new Links(self, self + "/images"));
  }

  static String path(String name) {
    return "/v1/datasets/" + name;
  }
}
