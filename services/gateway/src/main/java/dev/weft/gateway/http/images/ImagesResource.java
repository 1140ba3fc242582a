package dev.weft.gateway.http.images;

import dev.weft.gateway.http.request.Author;
import dev.weft.gateway.http.request.Parameters;
import dev.weft.gateway.views.ImageFilter;
import dev.weft.gateway.views.ImageQueries;
import dev.weft.gateway.views.PagePosition;
import dev.weft.gateway.views.ViewSlice;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Image views. */
@Path("/v1/images")
@Tag(name = "images")
@Blocking
public final class ImagesResource {

  private final ImageQueries views;
  private final ImageLookup images;
  private final ImageContent content;
  private final ImageErasures erasures;
  private final Author author;

  ImagesResource(
      ImageQueries views,
      ImageLookup images,
      ImageContent content,
      ImageErasures erasures,
      Author author) {
    this.views = views;
    this.images = images;
    this.content = content;
    this.erasures = erasures;
    this.author = author;
  }

  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "image", summary = "Get an image")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ImageJson.class)))
  @APIResponse(responseCode = "404", description = "The image does not exist")
  public ImageJson image(@PathParam("id") String id) {
    return ImageJson.of(images.require(id));
  }

  @DELETE
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "eraseImage",
      summary = "Erase an image",
      description =
          "Deletes the image's object, its label and its cached features. The erasure is written to"
              + " Kafka before the response is sent; from then on, no list, label queue or new data"
              + " set includes the image. The response contains the progress of the erasure; poll"
              + " it with GET /v1/erasures/{id}. The operation is idempotent. The image's id cannot"
              + " be reused for as long as the erasure is retained.")
  @APIResponse(
      responseCode = "200",
      description = "The erasure is complete",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ErasureJson.class)))
  @APIResponse(
      responseCode = "202",
      description = "The erasure is in progress",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ErasureJson.class)))
  @APIResponse(responseCode = "400", description = "A parameter is invalid")
  @APIResponse(responseCode = "404", description = "The image does not exist")
  public Response erase(
      @PathParam("id") String id,
      @Parameter(
              description =
                  "Name of the person or client that requests the erasure. If the request is"
                      + " authenticated, the name of the key or token is used instead.",
              schema = @Schema(type = SchemaType.STRING, maxLength = 100))
          @QueryParam("by")
          String by) {
    ErasureJson erasure = erasures.order(id, author.or(Parameters.author(by)));
    return Response.status(erasure.completedAt() == null ? 202 : 200).entity(erasure).build();
  }

  @GET
  @Path("/{id}/content")
  @Operation(operationId = "imageContent", summary = "Download an image")
  @APIResponse(
      responseCode = "200",
      content = {
        @Content(
            mediaType = "image/*",
            schema = @Schema(type = SchemaType.STRING, format = "binary")),
        @Content(
            mediaType = MediaType.APPLICATION_OCTET_STREAM,
            schema = @Schema(type = SchemaType.STRING, format = "binary"))
      },
      description =
          "The image's bytes as they were uploaded, with an ETag; the content type is detected from"
              + " the bytes")
  @APIResponse(responseCode = "304", description = "Not modified since the client's copy")
  @APIResponse(responseCode = "404", description = "The image does not exist")
  @APIResponse(
      responseCode = "410",
      description = "The image's bytes were removed from the object store")
  public Response content(
      @PathParam("id") String id,
      @Parameter(hidden = true) @jakarta.ws.rs.core.Context jakarta.ws.rs.core.Request request) {
    return content.of(images.require(id), request);
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "images", summary = "List images, newest first")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ImageListJson.class)))
  @APIResponse(responseCode = "400", description = "A parameter is invalid")
  public ImageListJson images(
      @Parameter(
              description = "Maximum number of images to return.",
              schema =
                  @Schema(
                      type = SchemaType.INTEGER,
                      minimum = "1",
                      maximum = "200",
                      defaultValue = "50"))
          @QueryParam("limit")
          String limit,
      @Parameter(description = "Cursor of the page to return: `next` of the previous page.")
          @QueryParam("cursor")
          String cursor,
      @Parameter(
              description = "Return only images with this most probable label.",
              schema = @Schema(type = SchemaType.STRING, minLength = 1, maxLength = 256))
          @QueryParam("label")
          String label,
      @Parameter(
              description = "Return only images in this state.",
              schema =
                  @Schema(
                      type = SchemaType.STRING,
                      enumeration = {"uploaded", "classified", "rejected", "training"}))
          @QueryParam("state")
          String state,
      @Parameter(
              description =
                  "Return only images to which this label is assigned. Cannot be combined with"
                      + " `label` or `state`.",
              schema = @Schema(type = SchemaType.STRING, minLength = 1, maxLength = 100))
          @QueryParam("labeled")
          String labeled) {
    int most = Parameters.limit(limit);
    PagePosition after = Parameters.cursor(cursor);
    Optional<ImageFilter> filter = Parameters.filter(label, state, labeled);
    if (filter.isEmpty()) {
      return new ImageListJson(List.of(), null);
    }
    ViewSlice slice = views.list(filter.get(), after, most);
    return new ImageListJson(slice.images().stream().map(ImageJson::of).toList(), slice.next());
  }
}
