package dev.weft.bench.measure;

import dev.weft.client.Upload;
import dev.weft.client.WeftClient;
import dev.weft.client.WeftException;
import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import dev.weft.console.ServerFault;

/** Uploads images for measurements, all of which must be accepted. */
public final class MeasuredUploads {
  private MeasuredUploads() {}

  /**
   * @throws CliException if the gateway refuses the image or does not respond
   */
  public static void send(WeftClient client, String id, byte[] file) {
    try {
      client.images().upload(Upload.of(file).id(id));
    } catch (WeftException e) {
      throw e.isAboutTheImage()
          ? new CliException(ExitCode.FAILED, "the gateway rejected an image: " + e.reason(), "", e)
          : ServerFault.of(e);
    }
  }
}
