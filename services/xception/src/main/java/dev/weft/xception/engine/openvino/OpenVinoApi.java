package dev.weft.xception.engine.openvino;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;

/**
 * The part of OpenVINO's C API that is used here: {@code coreCreate} is {@code ov_core_create}, and
 * so on. Handles are opaque; a status is 0 for success.
 *
 * <p>Element types are left out, since their numbers differ between releases: the tensors are those
 * that a request allocates.
 *
 * @see <a href="https://docs.openvino.ai/2025/api/c_cpp_api/group__ov__c__api.html">OpenVINO
 *     Runtime C API</a>
 */
interface OpenVinoApi extends Library {

  /** {@code ov_version_t}. */
  @Structure.FieldOrder({"buildNumber", "description"})
  final class Version extends Structure {
    public Pointer buildNumber;
    public Pointer description;
  }

  /** {@code ov_shape_t}, which is passed by value. */
  @Structure.FieldOrder({"rank", "dims"})
  final class Shape extends Structure implements Structure.ByValue {
    public long rank;
    public Pointer dims;

    /** Creates a shape, which frees its memory itself. */
    static Shape of(long... dimensions) {
      Memory memory = new Memory((long) dimensions.length * Long.BYTES);
      memory.write(0, dimensions, 0, dimensions.length);
      Shape shape = new Shape();
      shape.rank = dimensions.length;
      shape.dims = memory;
      return shape;
    }
  }

  int getOpenvinoVersion(Version version);

  void versionFree(Version version);

  String getErrorInfo(int status);

  /** Returns the message of the last error; null for none. To be freed. */
  Pointer getLastErrMsg();

  void free(Pointer content);

  int coreCreate(PointerByReference core);

  /**
   * @param value receives a string, to be freed
   */
  int coreGetProperty(Pointer core, String device, String key, PointerByReference value);

  /**
   * @param weights null for a format of one file
   */
  int coreReadModel(Pointer core, String path, String weights, PointerByReference model);

  /**
   * @param arguments number of strings in the properties
   * @param properties keys and values in turn
   */
  int coreCompileModel(
      Pointer core,
      Pointer model,
      String device,
      long arguments,
      PointerByReference compiled,
      Object... properties);

  void modelFree(Pointer model);

  int compiledModelCreateInferRequest(Pointer compiled, PointerByReference request);

  void compiledModelFree(Pointer compiled);

  int inferRequestGetTensor(Pointer request, String name, PointerByReference tensor);

  int inferRequestInfer(Pointer request);

  void inferRequestFree(Pointer request);

  int tensorSetShape(Pointer tensor, Shape shape);

  int tensorGetByteSize(Pointer tensor, LongByReference bytes);

  int tensorData(Pointer tensor, PointerByReference data);

  void tensorFree(Pointer tensor);
}
