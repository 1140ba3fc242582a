package dev.weft.bench.overhead;

import static dev.weft.bench.setup.Numbers.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.console.Json;
import dev.weft.console.terminal.Style;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * Result of {@code bench overhead}.
 *
 * @param photos description of the images
 * @param images number of images at full load
 * @param decodingMillis processor time of decoding an image alone
 * @param full at full load
 * @param tenth at a tenth of it
 * @param idle without images
 */
record OverheadResult(
    String photos,
    int images,
    double decodingMillis,
    LoadCost full,
    LoadCost tenth,
    LoadCost idle) {

  private static final double TARGET_IMAGES_PER_SECOND = 150;

  /** Groups of threads that spend less are not shown to people. */
  private static final double SHOWN_MILLIS = 0.02;

  private static final int GROUP_LENGTH = 44;
  private static final int GROUP_START = 16;

  /** A part with a target in milliseconds for each image. */
  private record Part(String name, String field, double target, ToDoubleFunction<LoadCost> of) {}

  private List<Part> parts() {
    return List.of(
        new Part(
            "classifier besides decoding",
            "classifierBesidesDecodingMillis",
            2,
            load -> load.work(ServiceProcesses.CLASSIFIER) - decodingMillis),
        new Part(
            "gateway, with one upload",
            "gatewayMillis",
            1.5,
            load -> load.work(ServiceProcesses.GATEWAY)),
        new Part(
            "rollout service", "rolloutMillis", 0.5, load -> load.work(ServiceProcesses.ROLLOUT)),
        new Part(
            "broker and store",
            "backendsMillis",
            2,
            load -> load.work("broker") + load.work("store")));
  }

  List<String> lines(Style style) {
    List<String> lines = new ArrayList<>();
    lines.add(style.bold("Processor time") + " with " + photos + " and a network without cost");
    lines.add(style.dim(row("", "full", "a tenth", "target")));
    lines.add(
        text(
            "  %-46s %10.1f %10.1f %10.0f",
            "images/s", full.imagesPerSecond(), tenth.imagesPerSecond(), TARGET_IMAGES_PER_SECOND));
    for (Part part : parts()) {
      lines.add(
          text(
              "  %-46s %10.2f %10.2f %10.1f   ms an image",
              part.name(),
              part.of().applyAsDouble(full),
              part.of().applyAsDouble(tenth),
              part.target()));
    }
    lines.add(text("  %-46s %10.2f", "decoding alone", decodingMillis));
    lines.add(
        text(
            "  %-46s %10.2f %10.2f   not included above",
            "the JVM's compilers in all processes", full.compilers(), tenth.compilers()));
    lines.add("");
    lines.add(style.bold("Processes and their threads"));
    lines.add(style.dim(row("ms an image; idle: ms a second", "full", "a tenth", "idle")));
    full.processes().forEach(process -> lines.addAll(process(style, process)));
    return lines;
  }

  private List<String> process(Style style, ProcessCost process) {
    ProcessCost less = tenth.of(process.name());
    ProcessCost none = idle.of(process.name());
    List<String> lines = new ArrayList<>();
    lines.add(
        style.bold(
            text(
                "  %-46s %10.2f %10.2f %10.2f",
                process.name(), process.millis(), less.millis(), none.millis())));
    groups(process, less, none).stream()
        .filter(group -> process.group(group) >= SHOWN_MILLIS || less.group(group) >= SHOWN_MILLIS)
        .map(
            group ->
                text(
                    "    %-44s %10.2f %10.2f %10.2f",
                    shortened(group), process.group(group), less.group(group), none.group(group)))
        .forEach(lines::add);
    return lines;
  }

  /** The end of a long name tells more than its middle. */
  private static String shortened(String group) {
    return group.length() <= GROUP_LENGTH
        ? group
        : group.substring(0, GROUP_START)
            + "..."
            + group.substring(group.length() - (GROUP_LENGTH - GROUP_START - 3));
  }

  /** Groups of threads of all three, the most expensive first. */
  private static List<String> groups(ProcessCost full, ProcessCost tenth, ProcessCost idle) {
    TreeSet<String> names = new TreeSet<>(full.groups().keySet());
    names.addAll(tenth.groups().keySet());
    names.addAll(idle.groups().keySet());
    return names.stream()
        .sorted(Comparator.comparingDouble((String group) -> -full.group(group)))
        .toList();
  }

  private static String row(String name, String full, String tenth, String last) {
    return text("  %-46s %10s %10s %10s", name, full, tenth, last);
  }

  ObjectNode toJson() {
    ObjectNode json =
        Json.object()
            .put("benchmark", "overhead")
            .put("photos", photos)
            .put("images", images)
            .put("decodingMillis", Json.rounded(decodingMillis, 3));
    json.set("full", load(full));
    json.set("tenth", load(tenth));
    ObjectNode nothing = json.putObject("idle");
    nothing.set("processes", processes(idle, "millisPerSecond"));
    ObjectNode targets = json.putObject("targets");
    targets.put("imagesPerSecond", TARGET_IMAGES_PER_SECOND);
    parts().forEach(part -> targets.put(part.field(), part.target()));
    return json;
  }

  private ObjectNode load(LoadCost load) {
    ObjectNode json = Json.object();
    json.put("imagesPerSecond", Json.rounded(load.imagesPerSecond(), 3));
    parts().forEach(part -> json.put(part.field(), Json.rounded(part.of().applyAsDouble(load), 3)));
    json.put("compilersMillis", Json.rounded(load.compilers(), 3));
    json.set("processes", processes(load, "millisPerImage"));
    return json;
  }

  private static ArrayNode processes(LoadCost load, String field) {
    ArrayNode processes = Json.object().putArray("processes");
    for (ProcessCost cost : load.processes()) {
      ObjectNode process = processes.addObject();
      process.put("name", cost.name()).put(field, Json.rounded(cost.millis(), 3));
      ObjectNode threads = process.putObject("threads");
      groups(cost, cost, cost)
          .forEach(group -> threads.put(group, Json.rounded(cost.group(group), 3)));
    }
    return processes;
  }
}
