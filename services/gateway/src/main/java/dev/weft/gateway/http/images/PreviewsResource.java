package dev.weft.gateway.http.images;

import dev.weft.events.image.ObjectRef;
import dev.weft.events.object.ImageObjects;
import dev.weft.gateway.http.problem.ProblemKind;
import dev.weft.gateway.http.request.Parameters;
import dev.weft.gateway.pictures.Preview;
import dev.weft.gateway.pictures.Previews;
import dev.weft.objectstore.ObjectStore;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Previews: small pictures for lists. */
@Path("/v1/images/{id}/preview")
@Tag(name = "images")
@Blocking
public final class PreviewsResource {

  private static final String JPEG = "image/jpeg";

  /** Version of the previews' appearance; incremented whenever it changes. */
  private static final int FORM = 1;

  /** Content with a known checksum never changes; an object under a key may. */
  private static final String FOR_GOOD = "private, max-age=31536000, immutable";

  private static final String MAY_CHANGE = "private, no-cache";

  private final ImageLookup images;
  private final ObjectStore store;
  private final ImageObjects places;
  private final Previews previews;

  PreviewsResource(ImageLookup images, ObjectStore store, ImageObjects places, Previews previews) {
    this.images = images;
    this.store = store;
    this.places = places;
    this.previews = previews;
  }

  @GET
  @Produces(JPEG)
  @Operation(
      operationId = "imagePreview",
      summary = "Get a preview of an image",
      description =
          "Returns a reduced picture, rotated upright and with its aspect ratio preserved. Pictures"
              + " are never enlarged. The number of previews created at the same time is limited.")
  @APIResponse(
      responseCode = "200",
      description =
          "The preview, with an ETag; cacheable indefinitely once the checksum of the image's bytes"
              + " is known",
      content =
          @Content(mediaType = JPEG, schema = @Schema(type = SchemaType.STRING, format = "binary")))
  @APIResponse(responseCode = "304", description = "Not modified since the client's copy")
  @APIResponse(responseCode = "400", description = "A parameter is invalid")
  @APIResponse(responseCode = "404", description = "The image does not exist")
  @APIResponse(
      responseCode = "410",
      description = "The image's bytes were removed from the object store")
  @APIResponse(
      responseCode = "422",
      description = "The image cannot be classified, and a retry will not help")
  @APIResponse(
      responseCode = "503",
      description =
          "Too many requests are in progress, or the object store is unavailable; retry later")
  public Response preview(
      @PathParam("id") String id,
      @Parameter(
              description = "Length of the picture's longer side, in pixels.",
              schema =
                  @Schema(
                      type = SchemaType.INTEGER,
                      minimum = "32",
                      maximum = "2048",
                      defaultValue = "160"))
          @QueryParam("size")
          String size,
      @Parameter(hidden = true) @Context Request request) {
    int longest = Parameters.previewSize(size);
    ObjectRef image = ImageJson.requireObject(images.require(id), places);
    EntityTag tag = tag(id, image, longest);
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
    Response.ResponseBuilder response =
        unchanged != null ? unchanged : Response.ok(jpeg(id, image, longest), JPEG);
    return response
        .tag(tag)
        .header(HttpHeaders.CACHE_CONTROL, image.sha256() == null ? MAY_CHANGE : FOR_GOOD)
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }

  private EntityTag tag(String id, ObjectRef image, int longest) {
    String content = image.sha256();
    if (content == null) {
      content = ImageContent.requireStored(store, id, image).etag();
    }
    return new EntityTag("%d-%s-%d".formatted(FORM, content, longest));
  }

  private byte[] jpeg(String id, ObjectRef image, int longest) {
    Preview preview = previews.of(image, longest);
    if (preview instanceof Preview.Drawn drawn) {
      return drawn.jpeg();
    } else if (preview instanceof Preview.ImageGone) {
      throw ImageContent.gone(id, image);
    } else if (preview instanceof Preview.ImageRefused refused) {
      throw ProblemKind.IMAGE_REFUSED.exception(
          refused.reason().code() + ": " + refused.detail() + ".");
    } else if (preview instanceof Preview.Busy) {
      throw ProblemKind.PREVIEWS_BUSY.exception(
          "Only a few previews are created at a time, and too many requests are waiting; try again"
              + " later.");
    }
    throw new IllegalStateException("unexpected result: " + preview);
  }
}
