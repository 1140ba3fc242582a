/** {@code /v1/images}: what is known of an image, its content, previews and explanations. */
package dev.weft.gateway.http.images;
