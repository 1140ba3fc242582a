/** Response headers of the static pages, which another module contains. */
package dev.weft.gateway.pages;
