package dev.weft.xception.weights;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads weight files in the layout of Keras Applications (HDF5; {@code layer_names}, then {@code
 * weight_names} in each layer's group), compressed or plain, with or without the top, and whole
 * models saved by Keras (the same layout below {@code model_weights}).
 *
 * <p>Keras numbers the four shortcut convolutions and their batch norms depending on what else the
 * process has built, so that {@code conv2d_17} may be the first of them: they are matched by depth,
 * which is the order of {@code layer_names}.
 */
public final class KerasWeights {
  private final Path file;
  private final Map<String, Dataset> datasets = new LinkedHashMap<>();
  private int shortcutConvs;
  private int shortcutNorms;

  private KerasWeights(Path file) {
    this.file = file;
  }

  /**
   * Reads a file of about 84 MB in about a second.
   *
   * @throws WeightsException if it is not an HDF5 file, is damaged, or is not Xception's; the
   *     message names the first tensor that is missing or has the wrong shape
   */
  public static Weights read(Path file) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new WeightsException("there is no file to read at " + file);
    }
    try (FileChannel channel = FileChannel.open(file)) {
      // Not closed itself: close needs the path of its file, which it does not have.
      return new KerasWeights(file).read(new HdfFile(new BoundedChannel(channel)));
    } catch (WeightsException e) {
      throw e;
    } catch (RuntimeException | IOException | StackOverflowError e) {
      // jHDF reports damage by various exceptions: its own, buffer or index exceptions.
      throw new WeightsException(file + " is not an HDF5 file, or is damaged: " + reason(e), e);
    } catch (OutOfMemoryError e) {
      // jHDF allocates whatever length the file claims, which may be any.
      throw new WeightsException(
          file + " is damaged, or larger than the heap: give the process more (-Xmx)", e);
    }
  }

  private Weights read(HdfFile hdf) {
    Group root = hdf.getChild("model_weights") instanceof Group nested ? nested : hdf;
    for (String layer : strings(root, "layer_names")) {
      Group group = child(root, layer);
      String canonical = canonical(layer, group);
      for (String weight : strings(group, "weight_names")) {
        add(canonical, group, weight);
      }
    }
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    datasets.forEach((name, dataset) -> shapes.put(name, shape(dataset)));
    return Weights.read(shapes, this::tensor);
  }

  private void add(String layer, Group group, String weight) {
    if (!(group.getByPath(weight) instanceof Dataset dataset)) {
      throw new WeightsException(
          "%s lists the weight %s, but does not contain it".formatted(file, weight));
    }
    String last = weight.substring(weight.lastIndexOf('/') + 1);
    datasets.put(layer + "/" + last.replaceFirst(":\\d+$", ""), dataset);
  }

  private String canonical(String layer, Group group) {
    if (strings(group, "weight_names").isEmpty()) {
      return layer;
    }
    if (layer.matches("conv2d(_\\d+)?")) {
      return "conv2d_" + ++shortcutConvs;
    }
    if (layer.matches("batch_normalization(_\\d+)?")) {
      return "batch_normalization_" + ++shortcutNorms;
    }
    return layer;
  }

  private Tensor tensor(String name) {
    Dataset dataset = datasets.get(name);
    if (dataset.getJavaType() != float.class) {
      throw new WeightsException(
          "The tensor %s should be float32, but is %s".formatted(name, dataset.getJavaType()));
    }
    try {
      return new Tensor(shape(dataset), (float[]) dataset.getDataFlat());
    } catch (RuntimeException e) {
      throw new WeightsException(
          "The tensor %s cannot be read from %s, which is damaged: %s"
              .formatted(name, file, reason(e)),
          e);
    }
  }

  private Group child(Group parent, String name) {
    Node node = parent.getChild(name);
    if (node instanceof Group group) {
      return group;
    }
    throw new WeightsException(
        "%s lists the layer %s, but has no such group".formatted(file, name));
  }

  private List<String> strings(Group group, String attribute) {
    Attribute found = group.getAttribute(attribute);
    if (found == null) {
      throw new WeightsException(
          "%s is not a Keras weight file: %s has no attribute %s"
              .formatted(file, group.getPath(), attribute));
    }
    List<String> names = new ArrayList<>();
    if (!found.isEmpty() && found.getData() instanceof Object[] values) {
      Arrays.stream(values).map(Object::toString).forEach(names::add);
    }
    return names;
  }

  private static List<Integer> shape(Dataset dataset) {
    return Arrays.stream(dataset.getDimensions()).boxed().toList();
  }

  private static String reason(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
