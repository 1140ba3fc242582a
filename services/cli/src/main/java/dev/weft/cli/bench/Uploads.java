package dev.weft.cli.bench;

import dev.weft.cli.CliException;
import dev.weft.cli.ExitCode;
import dev.weft.cli.ServerFault;
import dev.weft.client.Upload;
import dev.weft.client.WeftClient;
import dev.weft.client.WeftException;

/** Uploads of images to measure with, all of which must be taken. */
final class Uploads {
  private Uploads() {}

  /**
   * @throws CliException if the gateway refuses it, or none answers
   */
  static void send(WeftClient client, String id, byte[] file) {
    try {
      client.images().upload(Upload.of(file).id(id));
    } catch (WeftException e) {
      throw e.isAboutTheImage()
          ? new CliException(ExitCode.FAILED, "the gateway refused an image: " + e.reason(), "", e)
          : ServerFault.of(e);
    }
  }
}
