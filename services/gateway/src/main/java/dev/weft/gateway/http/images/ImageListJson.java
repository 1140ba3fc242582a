package dev.weft.gateway.http.images;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of images. */
@Schema(name = "ImageList")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ImageListJson(
    @Schema(description = "Images on this page, newest first.") List<ImageJson> images,
    @Schema(nullable = true, description = "Cursor of the next page; null on the last page.")
        String next) {}
