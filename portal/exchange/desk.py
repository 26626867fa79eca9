"""A list as a table to take along, to change and to bring back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin.widgets.button import Button

from portal.base.languages import CODES
from portal.exchange import actions, tasks
from portal.exchange.columns import Column, Table
from portal.exchange.fetching import in_work
from portal.exchange.forms import UploadForm
from portal.exchange.found import MOST_FAULTS
from portal.exchange.models import Import
from portal.publishing.desk import PublishableViewSet
from portal.publishing.desk.asking import MeaningForm

ON_A_PAGE = 50
MOST_NAMED = 100  # in a list within the page


class WholeTable:
    """A list whose export holds every field, in both languages, as the form shows it."""

    things = ()

    @cached_property
    def table(self) -> Table:
        return Table(self.model, self.request.user)

    @cached_property
    def whole(self) -> dict[str, Column]:
        return {column.name: column for column in self.table.columns(self.things)}

    @cached_property
    def list_export(self):
        return list(self.whole)

    def get_heading(self, queryset, field):
        return self.table.heading(self.whole[field])

    def to_row_dict(self, item):
        return dict.fromkeys(self.whole, "") | self.table.write(item)

    def as_spreadsheet(self, queryset, spreadsheet_format):
        self.things = list(in_work(queryset).values())
        for name in ("whole", "list_export"):
            vars(self).pop(name, None)
        return super().as_spreadsheet(self.things, spreadsheet_format)

    @cached_property
    def header_more_buttons(self):
        buttons = super().header_more_buttons
        if self.user_has_permission("change"):
            url = reverse(self.model.snippet_viewset.get_url_name("imports"))
            buttons.append(
                Button(
                    pgettext_lazy("button", "Import"), url=url, icon_name="upload", priority=110
                )
            )
        return buttons


class Exchanging:
    """A view set whose list can be taken along whole, and brought back changed."""

    needs = PublishableViewSet.needs | {"imports": "change"}

    @property
    def index_view_class(self):
        return type("IndexView", (WholeTable, super().index_view_class), {})

    def own_urls(self):
        return [*super().own_urls(), path("import/", self._imports, name="imports")]

    @cached_property
    def _imports(self):
        return require_http_methods(["GET", "HEAD", "POST"])(self.imports)

    def imports(self, request: HttpRequest) -> HttpResponse:
        """Show the last import that somebody made here, and take the next step with it."""
        if request.method != "POST" and not request.accepts("text/html"):
            return self._progress(request)
        run = Import.objects.of(request.user, self.model.kind).defer("file").last()
        if request.method == "POST":
            answer = self._step(request, run)
            return answer or redirect(self.get_url_name("imports"))
        return self._page(request, run)

    def _progress(self, request: HttpRequest) -> JsonResponse:
        """Say how far the work is. Asked each second, so nothing large is read for it."""
        runs = Import.objects.of(request.user, self.model.kind)
        run = runs.only("state").last()
        return JsonResponse(
            {"state": run and run.state, "percent": run.progress() if run else 0}
        )

    def _step(self, request: HttpRequest, run: Import | None) -> HttpResponse | None:
        """Do what a button asks for; return a page where something is wrong with it."""
        step = request.POST.get("step")
        if step == "upload":
            return self._upload(request, run)
        if run is None:
            return None
        if step in {"draft", "publish"} and run.state == Import.State.READY:
            return self._decide(request, run, Import.State.APPLYING, publish=step == "publish")
        if step == "undo" and run.state == Import.State.APPLIED:
            return self._decide(request, run, Import.State.UNDOING)
        if step == "again":
            actions.start_again(run, call=tasks.call)
        elif step == "discard":
            actions.discard(run)
        return None

    def _upload(self, request: HttpRequest, run: Import | None) -> HttpResponse | None:
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(request, run, upload=form)
        if run and run.is_at_work:
            messages.error(request, _("Another import of yours is on its way: please wait."))
            return None
        file = form.cleaned_data["file"]
        actions.upload(
            self.model,
            by=request.user,
            filename=file.name,
            content=file.read(),
            call=tasks.call,
        )
        return None

    def _decide(self, request, run: Import, state: str, **decided) -> HttpResponse | None:
        form = MeaningForm(request.POST)
        if _asks(run):
            if not form.is_valid():
                return self._page(request, run, meaning=form)
            decided["meaning"] = form.answer()
        actions.ask_for(run, state=state, call=tasks.call, **decided)
        return None

    def _page(self, request: HttpRequest, run: Import | None, **forms) -> HttpResponse:
        name = self.model._meta.verbose_name_plural
        context = {
            "page_title": pgettext_lazy("button", "Import"),
            "page_subtitle": name,
            "header_icon": "upload",
            "run": run,
            "upload": UploadForm(),
            "list_url": reverse(self.get_url_name("list")),
            "edit_url_name": self.get_url_name("edit"),
        }
        if run and run.is_at_work:
            context["percent"] = run.progress()
        elif run:
            context |= self._found(request, run)
        return render(request, "portal/exchange/import.html", context | forms)

    def _found(self, request: HttpRequest, run: Import) -> dict:
        changes = run.found.get("changes", [])
        public = [each for each in changes if not (each["stays_draft"] or each["like"])]
        like = [each for each in changes if each["like"]]
        pages = Paginator([each for each in changes if not each["like"]], ON_A_PAGE)
        return {
            "twins": like[:MOST_NAMED],
            "more_twins": len(like) - MOST_NAMED,
            "left": run.left[:MOST_NAMED],
            "more_left": len(run.left) - MOST_NAMED,
            "more_faults": run.found.get("number_of_faults", 0) - MOST_FAULTS,
            "page_obj": pages.get_page(request.GET.get("page")),
            "total": pages.count,
            "new": sum(each["is_new"] for each in changes) - len(like),
            "public": len(public),
            "drafts": pages.count - len(public),
            "meaning": MeaningForm(initial={"stated_in": _stated(run)}) if _asks(run) else None,
            "rows": run.rows.count() if run.is_done else 0,
        }


def _asks(run: Import) -> bool:
    """Whether somebody has to say what all of it means: where readers would notice."""
    return bool(run.found.get("parts"))


def _stated(run: Import) -> list[str]:
    """Guess which languages state what changes, from the texts that do."""
    return [code for code in CODES if code in run.found["parts"]] or list(CODES)
