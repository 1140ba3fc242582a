package dev.weft.trainer.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weft.base.Sha256;
import dev.weft.features.ImageObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A data set as JSON Lines: one line per image, sorted by id, with left-out images at the end. The
 * same data set gives the same bytes, and their SHA-256 is its id.
 *
 * <pre>{@code
 * {"image":"a1","bucket":"weft","key":"uploads/a1","size":7,"sha256":"...","label":"hat","side":"train"}
 * {"image":"b2","label":"hat","leftOut":"unreadable","detail":"the bytes are no image"}
 * {"label":"skirt","images":0}
 * }</pre>
 *
 * A used image's tags are in {@code tags}. The last line of the example is a class of the parent
 * without images.
 */
public final class Manifest {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET).build();
  private static final ObjectWriter WRITER = JSON.writerFor(Line.class);
  private static final ObjectReader READER = JSON.readerFor(Line.class);

  private Manifest() {}

  /**
   * Writes the lines in constant memory.
   *
   * @param out not closed
   * @return the manifest's id: SHA-256 of the written bytes, 64 hex digits
   */
  public static String write(TrainingDataset dataset, OutputStream out) throws IOException {
    MessageDigest digest = Sha256.digest();
    var sink = new DigestOutputStream(out, digest);
    for (Sample sample : dataset.samples()) {
      line(sink, Line.of(sample, dataset.classes()));
    }
    for (Excluded image : dataset.leftOut()) {
      line(sink, Line.of(image));
    }
    int[] counts = new int[dataset.classes().size()];
    dataset.samples().forEach(sample -> counts[sample.label()]++);
    for (int c = 0; c < counts.length; c++) {
      if (counts[c] == 0) {
        line(sink, Line.withoutImages(dataset.classes().get(c)));
      }
    }
    sink.flush();
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * Reads a manifest, for a run that is resumed by another trainer.
   *
   * @throws IOException if it cannot be read, or is not a manifest
   */
  public static TrainingDataset read(InputStream in) throws IOException {
    var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    List<Line> used = new ArrayList<>();
    List<Excluded> leftOut = new ArrayList<>();
    Map<String, String> labels = new HashMap<>();
    for (String text = reader.readLine(); text != null; text = reader.readLine()) {
      Line line = parse(text);
      if (line.image() == null) {
        labels.put(line.label(), line.label());
      } else if (line.leftOut() == null) {
        // One string per class instead of one per image.
        used.add(line.withLabel(labels.computeIfAbsent(line.label(), label -> label)));
      } else {
        leftOut.add(new Excluded(line.image(), line.label(), line.leftOut(), line.detail()));
      }
    }
    List<String> classes = List.copyOf(new TreeSet<>(labels.keySet()));
    Map<String, Integer> index = new HashMap<>();
    classes.forEach(name -> index.put(name, index.size()));
    return new TrainingDataset(
        classes, used.stream().map(line -> line.sample(index.get(line.label()))).toList(), leftOut);
  }

  private static Line parse(String text) throws IOException {
    try {
      return READER.readValue(text);
    } catch (JsonProcessingException e) {
      throw new IOException("not a line of a manifest: " + e.getOriginalMessage(), e);
    }
  }

  private static void line(OutputStream out, Line line) throws IOException {
    out.write(WRITER.writeValueAsBytes(line));
    out.write('\n');
  }

  /** A line; absent fields are null. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Line(
      String image,
      String bucket,
      String key,
      Long size,
      String sha256,
      String label,
      Split side,
      Excluded.Reason leftOut,
      String detail,
      Integer images,
      Map<String, String> tags) {

    static Line of(Sample sample, List<String> classes) {
      ImageObject object = sample.object();
      return new Line(
          sample.imageId(),
          object.bucket(),
          object.key(),
          object.size(),
          object.sha256(),
          classes.get(sample.label()),
          sample.side(),
          null,
          null,
          null,
          sample.tags().isEmpty() ? null : new TreeMap<>(sample.tags()));
    }

    static Line of(Excluded image) {
      return new Line(
          image.imageId(),
          null,
          null,
          null,
          null,
          image.label(),
          null,
          image.reason(),
          image.detail(),
          null,
          null);
    }

    static Line withoutImages(String label) {
      return new Line(null, null, null, null, null, label, null, null, null, 0, null);
    }

    Line withLabel(String same) {
      return new Line(image, bucket, key, size, sha256, same, side, leftOut, detail, images, tags);
    }

    Sample sample(int index) {
      return new Sample(
          image,
          new ImageObject(bucket, key, size, sha256),
          index,
          side,
          tags == null ? Map.of() : tags);
    }
  }
}
