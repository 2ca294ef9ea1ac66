"""The base of every page under a partnership: a view that names no permission cannot be routed at all."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.functional import cached_property
from django.views.generic.base import ContextMixin, View

from accounts.access import Access
from accounts.as_at.forms import DayForm
from accounts.as_at.links import AS_AT
from accounts.as_at.pages import answer_of_day
from accounts.as_at.standing import standing_now
from accounts.models import Partnership, User
from accounts.roles import Permission


class PartnershipView(ContextMixin, View):
    """A page of one partnership.

    `permission` names what its use requires (any one of them). Who holds none of these gets 403 if they hold one of
    `known_to`, so may know that the page exists, and 404 otherwise.
    """

    permission: ClassVar[tuple[Permission, ...]] = ()
    known_to: ClassVar[tuple[Permission, ...]] = (Permission.SEE_PLANS, Permission.SEE_OWN_PLANS)
    # The navigation entry under which the page stands.
    nav: ClassVar[str] = ""
    # Whether ?as_at=2021-05-03 shows the page as it stood at the end of that day; only a page that changes nothing can.
    shows_other_days: ClassVar[bool] = False

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Callable[..., HttpResponseBase]:
        if not cls.permission:
            raise ImproperlyConfigured(f"{cls.__name__} names no permission.")
        return super().as_view(**initkwargs)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        request.nav = self.nav  # type: ignore[attr-defined]  # read by the navigation's context processor

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.access.may(*self.permission):
            if self.access.may(*self.known_to):
                raise PermissionDenied
            raise Http404
        if AS_AT not in request.GET:
            return super().dispatch(request, *args, **kwargs)
        return answer_of_day(
            request,
            access=self.access,
            shows=self.shows_other_days,
            answer=lambda: self._as_it_stood(request, *args, **kwargs),
        )

    def _as_it_stood(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # The frame keeps the person's own access, for its navigation; the page itself offers nothing to be done.
        self.__dict__["access"] = self.access.only_seeing()
        return super().dispatch(request, *args, **kwargs)

    @property
    def user(self) -> User:
        user = self.request.user
        if not isinstance(user, User):  # LoginRequiredMiddleware has sent everybody else to sign in
            raise Http404
        return user

    @cached_property
    def partnership(self) -> Partnership:
        """The partnership of the address, if the person has any role there; otherwise it does not exist for them."""
        found = Partnership.objects.visible_to(self.user).filter(slug=self.kwargs["partnership"]).first()
        if found is None:
            raise Http404
        self.request.partnership = found  # type: ignore[attr-defined]  # read by the navigation's context processor
        return found

    @cached_property
    def access(self) -> Access:
        access = Access.of(self.user, self.partnership)
        self.request.access = access  # type: ignore[attr-defined]  # read by the navigation's context processor
        return access

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.shows_other_days:
            kwargs = {"day_form": DayForm.of_page(self.request.get_full_path(), standing_now()), **kwargs}
        return super().get_context_data(partnership=self.partnership, access=self.access, **kwargs)
