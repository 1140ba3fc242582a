package dev.weft.xception.engine.openvino;

import com.sun.jna.FunctionMapper;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import dev.weft.xception.engine.EngineException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** OpenVINO's loaded libraries and its core object, which are never unloaded. Thread-safe. */
final class OpenVinoRuntime {

  /** RTLD_NOW without RTLD_GLOBAL: its symbols must not replace those of other libraries. */
  private static final int OPEN_FLAGS = 2;

  private static final String PROCESSOR = "CPU";

  private final OpenVinoApi api;
  private final Pointer core;
  private final String version;

  /**
   * @param library the file of the C API
   * @throws EngineException if it cannot start
   * @throws LinkageError if it cannot be loaded
   */
  OpenVinoRuntime(Path library) {
    this(
        Native.load(
            library.toString(),
            OpenVinoApi.class,
            Map.of(
                Library.OPTION_OPEN_FLAGS,
                OPEN_FLAGS,
                Library.OPTION_STRING_ENCODING,
                System.getProperty("sun.jnu.encoding", "UTF-8"),
                Library.OPTION_FUNCTION_MAPPER,
                (FunctionMapper) (mapped, method) -> nativeName(method))));
  }

  /**
   * @param api the loaded library
   */
  OpenVinoRuntime(OpenVinoApi api) {
    this.api = api;
    version = versionOf(api);
    core = create("start", api::coreCreate);
  }

  /** {@code coreCreate} is {@code ov_core_create}. */
  private static String nativeName(Method method) {
    return "ov_" + method.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  /** Returns the release, such as {@code 2026.4.1}. */
  String version() {
    return version;
  }

  OpenVinoApi api() {
    return api;
  }

  /** Returns what the processor supports, such as {@code FP32}, {@code BF16} and {@code INT8}. */
  List<String> capabilities() {
    PointerByReference value = new PointerByReference();
    check(
        "ask for the processor's capabilities",
        api.coreGetProperty(core, PROCESSOR, "OPTIMIZATION_CAPABILITIES", value));
    return List.of(text(api, value.getValue()).split("\\s+"));
  }

  /**
   * Reads an ONNX file and compiles it for the processor.
   *
   * @param properties keys and values
   * @return a compiled model, which the caller frees
   */
  Pointer compile(Path graph, Map<String, String> properties) {
    Pointer model =
        create("read the graph", into -> api.coreReadModel(core, graph.toString(), null, into));
    try {
      List<String> arguments = new ArrayList<>();
      properties.forEach((key, value) -> arguments.addAll(List.of(key, value)));
      return create(
          "compile the graph",
          into ->
              api.coreCompileModel(
                  core, model, PROCESSOR, arguments.size(), into, arguments.toArray()));
    } finally {
      api.modelFree(model);
    }
  }

  /** A function of the API that creates an object. */
  interface Creation {
    int into(PointerByReference created);
  }

  /**
   * Calls a function that creates an object.
   *
   * @param what for the message of an exception
   */
  Pointer create(String what, Creation creation) {
    PointerByReference created = new PointerByReference();
    check(what, creation.into(created));
    return created.getValue();
  }

  /**
   * @throws EngineException if the status is an error
   */
  void check(String what, int status) {
    if (status != 0) {
      Pointer last = api.getLastErrMsg();
      throw new EngineException(
          "OpenVINO did not %s: %s (%d)"
              .formatted(
                  what, last == null ? api.getErrorInfo(status) : text(api, last).strip(), status));
    }
  }

  /** Reads a string and frees it. */
  private static String text(OpenVinoApi api, Pointer content) {
    String text = content.getString(0, "UTF-8");
    api.free(content);
    return text;
  }

  /** The build number is {@code 2026.4.1-22982-...}. */
  private static String versionOf(OpenVinoApi api) {
    OpenVinoApi.Version version = new OpenVinoApi.Version();
    if (api.getOpenvinoVersion(version) != 0) {
      return "unknown";
    }
    String build = version.buildNumber.getString(0, "UTF-8");
    api.versionFree(version);
    return build.replaceFirst("-.*", "");
  }
}
