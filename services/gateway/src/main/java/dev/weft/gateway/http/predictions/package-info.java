/** The live stream of images and their predictions. */
package dev.weft.gateway.http.predictions;
