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
    @Schema(description = "Model whose labels the data set contains.", examples = "tops")
        String model,
    @Schema(
            description =
                "Filter that selected the images; empty if all labels of the model were selected.")
        FilterJson filter,
    @Schema(
            description =
                "SHA-256 over the data set's image lines. Two data sets with the same images and"
                    + " the same labels have the same id.")
        String id,
    int images,
    @Schema(description = "Number of images per label, sorted by label.") List<LabelJson> labels,
    Instant createdAt,
    Links links) {

  /** Selects labeled images of the model that meet all conditions. */
  @Schema(name = "DatasetFilter")
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record FilterJson(
      @Schema(
              description =
                  "Labels to include; an image matches if it has any of them. Empty to include all"
                      + " labels.",
              examples = "[polo]")
          List<String> labels,
      @Schema(
              description = "Source of the labels.",
              enumeration = {"person", "folder", "csv", "label-studio", "object-store"})
          String source,
      @Schema(
              description = "Name of the person or client that assigned the label.",
              examples = "ann")
          String by,
      @Schema(
              description = "Tags that an image must have; all of them must match.",
              examples = "{\"shop\": \"north\"}")
          Map<String, String> tags,
      @Schema(
              format = "date-time",
              description = "Include only images labeled at or after this time.")
          String since,
      @Schema(format = "date-time", description = "Include only images labeled before this time.")
          String until) {

    public FilterJson {
      if (labels != null && labels.stream().anyMatch(Objects::isNull)) {
        throw new IllegalArgumentException("labels must not contain null");
      }
      if (tags != null && tags.values().stream().anyMatch(Objects::isNull)) {
        throw new IllegalArgumentException("the values of tags must not be null");
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
      String self,
      @Schema(description = "URL of the data set's images, in JSON Lines format.") String images) {}

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
