/** What browsers are told of the static pages, which another module holds. */
package dev.weft.gateway.pages;
